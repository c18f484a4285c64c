import { field, listOf, recordOf, recordsOf, textOf } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { podMetadataViolations } from '../metadata';
import { containerViolations } from './containers';
import { contextViolations } from './contexts';
import { affinityViolations, tolerationViolations } from './scheduling';
import { choice, dnsLabel, each, isGiven, missing, oneOf, range, selectorViolations, unique, wrong } from './shared';

/** A pod template, whose restart policies the controller limits. */
export function templateViolations(
  template: unknown,
  at: readonly Step[],
  restartPolicies: readonly string[],
): Violation[] {
  const policy = textOf(template, 'spec', 'restartPolicy') ?? 'Always';
  const isAllowed = restartPolicies.includes(policy) || !['Always', 'OnFailure', 'Never'].includes(policy);
  const mayEnd = restartPolicies.some(each => each !== 'Always');
  const repair = 'remove `activeDeadlineSeconds`, or write a Job';
  return [
    ...podMetadataViolations(field(template, 'metadata'), [...at, 'metadata']),
    ...podViolations(field(template, 'spec'), [...at, 'spec']),
    ...(isAllowed ? [] : [refused(policy, [...at, 'spec', 'restartPolicy'], restartPolicies.map(quoted).join(' or '))]),
    ...(mayEnd || !isGiven(field(template, 'spec', 'activeDeadlineSeconds'))
      ? []
      : [
          wrong([...at, 'spec', 'activeDeadlineSeconds'], 'pods that always restart cannot have a deadline', {
            repair,
          }),
        ]),
  ];
}

export function podViolations(spec: unknown, at: readonly Step[]): Violation[] {
  if (spec === undefined || spec === null) return [missing(at.slice(0, -1), 'spec')];
  const volumes = new Set(recordsOf(spec, 'volumes').map(({ name }) => String(name)));
  const container = (isInit: boolean) => (value: unknown, place: readonly Step[]) =>
    containerViolations(value, place, { volumes, spec, isInit });
  const names = { ...recordOf(spec), all: [...listOf(spec, 'initContainers'), ...listOf(spec, 'containers')] };
  const twin = unique(names, at, 'all', item => textOf(item, 'name'), 'name');
  return [
    ...(listOf(spec, 'containers').length === 0 ? [missing(at, 'containers')] : []),
    ...each(spec, at, 'containers', container(false)),
    ...each(spec, at, 'initContainers', container(true)),
    ...twin.map(violation => ({ ...violation, at: [...at, 'containers'] })),
    ...each(spec, at, 'volumes', volumeViolations),
    ...unique(spec, at, 'volumes', item => textOf(item, 'name'), 'name'),
    ...range(field(spec, 'activeDeadlineSeconds'), [...at, 'activeDeadlineSeconds'], 1, 2 ** 31 - 1),
    ...contextViolations(field(spec, 'securityContext'), [...at, 'securityContext']),
    ...affinityViolations(spec, at),
    ...each(spec, at, 'tolerations', tolerationViolations),
    ...each(spec, at, 'topologySpreadConstraints', spreadViolations),
    ...hostViolations(spec, at),
    ...dnsViolations(spec, at),
    ...each(spec, at, 'hostAliases', (alias, place) => (isGiven(field(alias, 'ip')) ? [] : [missing(place, 'ip')])),
    ...dnsLabel(field(spec, 'hostname') || undefined, [...at, 'hostname']),
    ...dnsLabel(field(spec, 'subdomain') || undefined, [...at, 'subdomain']),
  ];
}

/** Ports of a pod on the host's network are those of the host. */
function hostViolations(spec: unknown, at: readonly Step[]): Violation[] {
  if (field(spec, 'hostNetwork') !== true) return [];
  return ['containers', 'initContainers'].flatMap(list =>
    each(spec, at, list, (container, place) =>
      each(container, place, 'ports', (entry, path) => {
        const [host, own] = [field(entry, 'hostPort'), field(entry, 'containerPort')];
        return typeof host === 'number' && host !== 0 && host !== own
          ? [
              refused(
                host,
                [...path, 'hostPort'],
                `\`${own}\`, the \`containerPort\`, as the pod is on the host's network`,
              ),
            ]
          : [];
      }),
    ),
  );
}

function dnsViolations(spec: unknown, at: readonly Step[]): Violation[] {
  if (field(spec, 'dnsPolicy') !== 'None' || listOf(spec, 'dnsConfig', 'nameservers').length > 0) return [];
  return [
    wrong([...at, 'dnsConfig', 'nameservers'], '`dnsPolicy: None` needs name servers', { repair: 'list at least one' }),
  ];
}

function spreadViolations(value: unknown, at: readonly Step[]): Violation[] {
  return [
    ...range(field(value, 'maxSkew'), [...at, 'maxSkew'], 1),
    ...range(field(value, 'minDomains'), [...at, 'minDomains'], 1),
    ...choice(field(value, 'whenUnsatisfiable'), [...at, 'whenUnsatisfiable'], 'DoNotSchedule', 'ScheduleAnyway'),
    ...(field(value, 'whenUnsatisfiable') === '' ? [missing(at, 'whenUnsatisfiable')] : []),
    ...selectorViolations(field(value, 'labelSelector'), [...at, 'labelSelector']),
    ...(field(value, 'minDomains') !== undefined && field(value, 'whenUnsatisfiable') === 'ScheduleAnyway'
      ? [wrong([...at, 'minDomains'], '`minDomains` works with `whenUnsatisfiable: DoNotSchedule` only')]
      : []),
  ];
}

/** A volume without a source is an `emptyDir`. */
function volumeViolations(volume: unknown, at: readonly Step[]): Violation[] {
  const sources = Object.keys(recordOf(volume)).filter(key => key !== 'name');
  const needsName = (source: string, key: string) =>
    field(volume, source) !== undefined && field(volume, source) !== null && !isGiven(field(volume, source, key))
      ? [missing([...at, source], key)]
      : [];
  return [
    ...dnsLabel(field(volume, 'name'), [...at, 'name']),
    ...oneOf(volume, at, sources, 'source', false),
    ...needsName('configMap', 'name'),
    ...needsName('secret', 'secretName'),
    ...needsName('persistentVolumeClaim', 'claimName'),
    ...needsName('hostPath', 'path'),
    ...needsName('csi', 'driver'),
    ...needsName('nfs', 'server'),
    ...needsName('nfs', 'path'),
    ...hostPathViolations(textOf(volume, 'hostPath', 'path'), [...at, 'hostPath', 'path']),
    ...['configMap', 'secret', 'projected', 'downwardAPI'].flatMap(source =>
      range(field(volume, source, 'defaultMode'), [...at, source, 'defaultMode'], 0, 0o777),
    ),
    ...['configMap', 'secret'].flatMap(source => each(field(volume, source), [...at, source], 'items', itemViolations)),
    ...each(field(volume, 'downwardAPI'), [...at, 'downwardAPI'], 'items', (item, place) => [
      ...relativePath(field(item, 'path'), [...place, 'path']),
      ...oneOf(item, place, ['fieldRef', 'resourceFieldRef'], 'source', true),
    ]),
    ...each(field(volume, 'projected'), [...at, 'projected'], 'sources', (source, place) =>
      oneOf(source, place, Object.keys(recordOf(source)), 'source', false),
    ),
  ];
}

const hostPathViolations = (path: string | undefined, at: readonly Step[]): Violation[] =>
  path?.split('/').includes('..') ? [refused(path, at, 'a path without `..`')] : [];

function itemViolations(item: unknown, at: readonly Step[]): Violation[] {
  return [
    ...(isGiven(field(item, 'key')) ? [] : [missing(at, 'key')]),
    ...relativePath(field(item, 'path'), [...at, 'path']),
    ...range(field(item, 'mode'), [...at, 'mode'], 0, 0o777),
  ];
}

function relativePath(path: unknown, at: readonly Step[]): Violation[] {
  if (!isGiven(path)) return [missing(at.slice(0, -1), 'path')];
  if (typeof path !== 'string') return [];
  return path.startsWith('/') || path.split('/').includes('..') || path.startsWith('..')
    ? [refused(path, at, 'a relative path without `..`')]
    : [];
}
