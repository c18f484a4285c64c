import { parseAddress, parseCidr } from '../../../model/cidr';
import { isObjectName } from '../../../model/dns-name';
import { field, listOf, recordOf, textOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { labelViolations } from '../metadata';
import { portOrName } from './probes';
import { choice, dnsLabel, each, isGiven, missing, port, range, spec, unique, wrong } from './shared';

export function serviceViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  const type = textOf(value, 'type') ?? 'ClusterIP';
  const isHeadless = field(value, 'clusterIP') === 'None';
  const ports = listOf(value, 'ports');
  const isExternal = type === 'ExternalName';
  const policy = field(value, 'externalTrafficPolicy');
  const hasNodePorts = type === 'NodePort' || type === 'LoadBalancer';
  const isReachedFromOutside = hasNodePorts || (type === 'ClusterIP' && listOf(value, 'externalIPs').length > 0);
  return [
    ...(ports.length === 0 && !isHeadless && !isExternal ? [missing(spec, 'ports')] : []),
    ...each(value, spec, 'ports', (entry, at) => servicePortViolations(entry, at, ports.length > 1)),
    ...(hasNodePorts ? [] : each(value, spec, 'ports', unusedNodePort)),
    ...unique(value, spec, 'ports', item => textOf(item, 'name'), 'name'),
    ...labelViolations(recordOf(value, 'selector'), [...spec, 'selector']),
    ...choice(type, [...spec, 'type'], 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    ...(isExternal ? externalNameViolations(value) : []),
    ...(isHeadless && hasNodePorts
      ? [refused('None', [...spec, 'clusterIP'], `an address, or nothing: a Service of type \`${type}\` needs one`)]
      : []),
    ...addressViolations(field(value, 'clusterIP'), [...spec, 'clusterIP'], 'None'),
    ...listOf(value, 'clusterIPs').flatMap((address, index) =>
      addressViolations(address, [...spec, 'clusterIPs', index], 'None'),
    ),
    ...addressViolations(field(value, 'loadBalancerIP'), [...spec, 'loadBalancerIP']),
    ...listOf(value, 'externalIPs').flatMap((address, index) =>
      addressViolations(address, [...spec, 'externalIPs', index]),
    ),
    ...listOf(value, 'loadBalancerSourceRanges').flatMap((block, index) =>
      typeof block !== 'string' || parseCidr(block.trim()) !== undefined
        ? []
        : [refused(block, [...spec, 'loadBalancerSourceRanges', index], 'an address block, such as `192.0.2.0/24`')],
    ),
    ...(listOf(value, 'loadBalancerSourceRanges').length > 0 && type !== 'LoadBalancer'
      ? [
          wrong(
            [...spec, 'loadBalancerSourceRanges'],
            '`loadBalancerSourceRanges` works with `type: LoadBalancer` only',
          ),
        ]
      : []),
    ...choice(policy, [...spec, 'externalTrafficPolicy'], 'Cluster', 'Local'),
    ...(isGiven(policy) && !isReachedFromOutside
      ? [
          wrong(
            [...spec, 'externalTrafficPolicy'],
            '`externalTrafficPolicy` works with `type: LoadBalancer`, `type: NodePort` or `externalIPs` only',
            { repair: 'remove `externalTrafficPolicy`' },
          ),
        ]
      : []),
    ...choice(field(value, 'internalTrafficPolicy'), [...spec, 'internalTrafficPolicy'], 'Cluster', 'Local'),
    ...choice(field(value, 'sessionAffinity'), [...spec, 'sessionAffinity'], 'None', 'ClientIP'),
    ...sessionViolations(value),
    ...choice(
      field(value, 'ipFamilyPolicy'),
      [...spec, 'ipFamilyPolicy'],
      'SingleStack',
      'PreferDualStack',
      'RequireDualStack',
    ),
    ...(isGiven(field(value, 'allocateLoadBalancerNodePorts')) && type !== 'LoadBalancer'
      ? [
          wrong(
            [...spec, 'allocateLoadBalancerNodePorts'],
            '`allocateLoadBalancerNodePorts` works with `type: LoadBalancer` only',
          ),
        ]
      : []),
    ...(isGiven(field(value, 'loadBalancerClass')) && type !== 'LoadBalancer'
      ? [wrong([...spec, 'loadBalancerClass'], '`loadBalancerClass` works with `type: LoadBalancer` only')]
      : []),
  ];
}

function unusedNodePort(entry: unknown, at: readonly Step[]): Violation[] {
  const value = field(entry, 'nodePort');
  if (!isGiven(value) || value === 0) return [];
  const message = '`nodePort` works with `type: NodePort` and `type: LoadBalancer` only';
  return [wrong([...at, 'nodePort'], message, { repair: 'remove `nodePort`, or set the type' })];
}

function servicePortViolations(entry: unknown, at: readonly Step[], isOneOfSeveral: boolean): Violation[] {
  const name = field(entry, 'name');
  const target = field(entry, 'targetPort');
  return [
    ...port(field(entry, 'port'), [...at, 'port']),
    ...(isOneOfSeveral && !isGiven(name)
      ? [wrong([...at, 'name'], 'a Service with several ports needs a name for each', { repair: 'add `name`' })]
      : []),
    ...dnsLabel(name === '' ? undefined : name, [...at, 'name']),
    ...(target === undefined || target === null || target === 0 || target === ''
      ? []
      : portOrName(target, [...at, 'targetPort'])),
    ...range(field(entry, 'nodePort'), [...at, 'nodePort'], 0, 65_535),
    ...(isGiven(field(entry, 'appProtocol')) && !isLabelKey(String(field(entry, 'appProtocol')))
      ? [refused(field(entry, 'appProtocol'), [...at, 'appProtocol'], 'a qualified name, such as `kubernetes.io/h2c`')]
      : []),
  ];
}

function externalNameViolations(value: unknown): Violation[] {
  const name = textOf(value, 'externalName');
  if (name === undefined) return [missing(spec, 'externalName')];
  return [
    ...(isObjectName(name.replace(/\.$/, ''))
      ? []
      : [refused(name, [...spec, 'externalName'], 'a DNS name in lower case')]),
    ...(isGiven(field(value, 'clusterIP'))
      ? [
          wrong([...spec, 'clusterIP'], 'a Service of type `ExternalName` has no address', {
            repair: 'remove `clusterIP`',
          }),
        ]
      : []),
  ];
}

function sessionViolations(value: unknown): Violation[] {
  const seconds = field(value, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  const at = [...spec, 'sessionAffinityConfig'];
  if (field(value, 'sessionAffinity') !== 'ClientIP')
    return !isGiven(field(value, 'sessionAffinityConfig')) || !isGiven(field(value, 'sessionAffinity'))
      ? []
      : [wrong(at, '`sessionAffinityConfig` works with `sessionAffinity: ClientIP` only')];
  return range(seconds, [...at, 'clientIP', 'timeoutSeconds'], 1, 86_400);
}

export const addressViolations = (value: unknown, at: readonly Step[], ...words: readonly string[]): Violation[] =>
  typeof value !== 'string' || value === '' || words.includes(value) || parseAddress(value) !== undefined
    ? []
    : [refused(value, at, 'an IP address, such as `192.0.2.1`')];

/** An APIService is named after the group and the version that it serves. */
export function apiServiceViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  const [group, version] = [textOf(value, 'group') ?? '', textOf(value, 'version') ?? ''];
  const name = textOf(object, 'metadata', 'name') ?? '';
  const service = field(value, 'service');
  return [
    ...(name === `${version}.${group}`
      ? []
      : [refused(name, ['metadata', 'name'], `\`${version}.${group}\`, the version and the group`)]),
    ...(group === '' ? [missing(spec, 'group')] : []),
    ...(group === '' || isObjectName(group) ? [] : [refused(group, [...spec, 'group'], 'a DNS name in lower case')]),
    ...(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(version)
      ? []
      : [refused(version, [...spec, 'version'], 'a version, such as `v1beta1`')]),
    ...range(field(value, 'groupPriorityMinimum') ?? 0, [...spec, 'groupPriorityMinimum'], 1, 20_000),
    ...range(field(value, 'versionPriority') ?? 0, [...spec, 'versionPriority'], 1, 1000),
    ...(isGiven(service)
      ? ['namespace', 'name'].flatMap(key => (isGiven(field(service, key)) ? [] : [missing([...spec, 'service'], key)]))
      : field(value, 'insecureSkipTLSVerify') === true || isGiven(field(value, 'caBundle'))
        ? [wrong([...spec, 'service'], 'a local APIService has no TLS settings', { repair: 'name the `service`' })]
        : []),
    ...(isGiven(service) && field(value, 'insecureSkipTLSVerify') === true && isGiven(field(value, 'caBundle'))
      ? [
          wrong([...spec, 'insecureSkipTLSVerify'], '`insecureSkipTLSVerify` and `caBundle` exclude each other', {
            repair: 'keep one',
          }),
        ]
      : []),
  ];
}
