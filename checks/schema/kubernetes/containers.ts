import { field, listOf, recordOf, recordsOf, textOf } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { contextViolations } from './contexts';
import { environmentViolations } from './environment';
import { handlerViolations, probeViolations } from './probes';
import { resourceViolations } from './resources';
import {
  choice,
  dnsLabel,
  each,
  isGiven,
  isPortName,
  missing,
  port,
  portNameForm,
  range,
  unique,
  wrong,
} from './shared';

/** What a container may refer to. */
export interface PodContext {
  readonly volumes: ReadonlySet<string>;
  readonly spec: unknown;
  readonly isInit: boolean;
}

export function containerViolations(
  container: unknown,
  at: readonly Step[],
  { volumes, isInit }: PodContext,
): Violation[] {
  const image = field(container, 'image');
  const restart = field(container, 'restartPolicy');
  const isSidecar = restart === 'Always';
  return [
    ...(isGiven(field(container, 'name'))
      ? dnsLabel(field(container, 'name'), [...at, 'name'])
      : [missing(at, 'name')]),
    ...(isGiven(image) ? [] : [missing(at, 'image')]),
    ...(isGiven(restart) ? choice(restart, [...at, 'restartPolicy'], 'Always', 'OnFailure', 'Never') : []),
    ...each(container, at, 'ports', portViolations),
    ...unique(container, at, 'ports', item => textOf(item, 'name'), 'name'),
    ...environmentViolations(container, at),
    ...mountViolations(container, at, volumes),
    ...probes.flatMap(key =>
      field(container, key) === undefined || field(container, key) === null
        ? []
        : isInit && !isSidecar
          ? [wrong([...at, key], `an init container cannot have a \`${key}\``, { repair: `remove \`${key}\`` })]
          : probeViolations(field(container, key), [...at, key]),
    ),
    ...['postStart', 'preStop'].flatMap(key => {
      const handler = field(container, 'lifecycle', key);
      return handler === undefined || handler === null
        ? []
        : handlerViolations(handler, [...at, 'lifecycle', key], ['exec', 'httpGet', 'tcpSocket', 'sleep']);
    }),
    ...resourceViolations(field(container, 'resources'), [...at, 'resources']),
    ...containerContextViolations(field(container, 'securityContext'), [...at, 'securityContext']),
    ...choice(
      field(container, 'terminationMessagePolicy'),
      [...at, 'terminationMessagePolicy'],
      'File',
      'FallbackToLogsOnError',
    ),
  ];
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

function portViolations(entry: unknown, at: readonly Step[]): Violation[] {
  const name = field(entry, 'name');
  return [
    ...port(field(entry, 'containerPort'), [...at, 'containerPort']),
    ...range(field(entry, 'hostPort'), [...at, 'hostPort'], 0, 65_535),
    ...(typeof name !== 'string' || name === '' || isPortName(name)
      ? []
      : [refused(name, [...at, 'name'], portNameForm)]),
  ];
}

function mountViolations(container: unknown, at: readonly Step[], volumes: ReadonlySet<string>): Violation[] {
  return [
    ...each(container, at, 'volumeMounts', (mount, place) => {
      const name = textOf(mount, 'name');
      const [path, expression] = [field(mount, 'subPath'), field(mount, 'subPathExpr')];
      return [
        ...(name !== undefined && !volumes.has(name)
          ? [
              wrong([...place, 'name'], `the pod has no volume \`${name}\``, {
                allowed: [...volumes].map(quoted).join(', ') || 'no volumes, as the pod has none',
                repair: 'add the volume, or correct the name',
              }),
            ]
          : []),
        ...(isGiven(field(mount, 'mountPath')) ? [] : [missing(place, 'mountPath')]),
        ...(isGiven(path) && isGiven(expression)
          ? [wrong([...place, 'subPathExpr'], '`subPath` and `subPathExpr` exclude each other', { repair: 'keep one' })]
          : []),
        ...subPathViolations(path, [...place, 'subPath']),
        ...subPathViolations(expression, [...place, 'subPathExpr']),
      ];
    }),
    ...unique(container, at, 'volumeMounts', item => textOf(item, 'mountPath'), 'mountPath'),
  ];
}

const subPathViolations = (path: unknown, at: readonly Step[]): Violation[] =>
  typeof path === 'string' && (path.startsWith('/') || path.split('/').includes('..'))
    ? [refused(path, at, 'a relative path without `..`')]
    : [];

function containerContextViolations(context: unknown, at: readonly Step[]): Violation[] {
  if (field(context, 'allowPrivilegeEscalation') !== false) return contextViolations(context, at);
  const place = [...at, 'allowPrivilegeEscalation'];
  const isAdmin = listOf(context, 'capabilities', 'add').some(name => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN');
  const because =
    field(context, 'privileged') === true ? '`privileged: true`' : isAdmin ? 'the capability `SYS_ADMIN`' : '';
  return [
    ...contextViolations(context, at),
    ...(because === ''
      ? []
      : [
          wrong(place, `\`allowPrivilegeEscalation: false\` contradicts ${because}`, {
            repair: 'remove one of the two',
          }),
        ]),
  ];
}

/** Claims of a StatefulSet are volumes of its pods. */
export const claimNames = (spec: unknown): string[] =>
  recordsOf(spec, 'volumeClaimTemplates').flatMap(claim => textOf(recordOf(claim, 'metadata'), 'name') ?? []);
