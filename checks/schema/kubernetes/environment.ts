import { isObjectName } from '../../../model/dns-name';
import { field, textOf } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { each, isGiven, missing, oneOf, wrong } from './shared';

/** The variables of a container, and where they come from. */
export const environmentViolations = (container: unknown, at: readonly Step[]): Violation[] => [
  ...each(container, at, 'env', envViolations),
  ...each(container, at, 'envFrom', (source, place) => [
    ...oneOf(source, place, ['configMapRef', 'secretRef'], 'source', true),
    ...['configMapRef', 'secretRef'].flatMap(key => needsName(source, place, key)),
  ]),
];

/** Since 1.34 any printable ASCII but `=`. */
function envViolations(entry: unknown, at: readonly Step[]): Violation[] {
  const name = field(entry, 'name');
  const source = field(entry, 'valueFrom');
  const keys = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
  return [
    ...(isGiven(name) ? [] : [missing(at, 'name')]),
    ...(typeof name === 'string' && !/^[\x20-\x3c\x3e-\x7e]*$/.test(name)
      ? [refused(name, [...at, 'name'], 'printable ASCII without `=`')]
      : []),
    ...(source === undefined || source === null
      ? []
      : [
          ...oneOf(source, [...at, 'valueFrom'], keys, 'source', true),
          ...(isGiven(field(entry, 'value'))
            ? [wrong([...at, 'valueFrom'], '`value` and `valueFrom` exclude each other', { repair: 'keep one' })]
            : []),
          ...['configMapKeyRef', 'secretKeyRef'].flatMap(key => needsName(source, [...at, 'valueFrom'], key)),
          ...resourceNameViolations(textOf(source, 'resourceFieldRef', 'resource'), [
            ...at,
            'valueFrom',
            'resourceFieldRef',
            'resource',
          ]),
          ...fieldPathViolations(textOf(source, 'fieldRef', 'fieldPath'), [
            ...at,
            'valueFrom',
            'fieldRef',
            'fieldPath',
          ]),
        ]),
  ];
}

const fieldPaths = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];

const resourceNameViolations = (name: string | undefined, at: readonly Step[]): Violation[] =>
  name === undefined || ownResources.test(name)
    ? []
    : [refused(name, at, '`limits.cpu`, `requests.memory` and the like')];

function fieldPathViolations(path: string | undefined, at: readonly Step[]): Violation[] {
  if (path === undefined || fieldPaths.includes(path) || /^metadata\.(labels|annotations)\['.+'\]$/.test(path))
    return [];
  return [
    refused(
      path,
      at,
      `${fieldPaths.map(quoted).join(', ')}, \`metadata.labels['KEY']\`, \`metadata.annotations['KEY']\``,
    ),
  ];
}

function needsName(source: unknown, at: readonly Step[], key: string): Violation[] {
  const name = field(source, key, 'name');
  if (!isGiven(field(source, key))) return [];
  if (!isGiven(name)) return [missing([...at, key], 'name')];
  return typeof name === 'string' && !isObjectName(name) && key.endsWith('Ref') && at.includes('envFrom')
    ? [refused(name, [...at, key, 'name'], 'the name of an object')]
    : [];
}

/** What a container may ask its own resources for. */
const ownResources = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;
