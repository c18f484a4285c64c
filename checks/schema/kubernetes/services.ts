import { parseAddress, parseCidr } from '../../../model/cidr';
import { isObjectName } from '../../../model/dns-name';
import { field, listOf, recordOf, textOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { type Misfit, quoted, refused } from '../../../model/structure/misfit';
import type { Step } from '../../../model/yaml';
import { labelMisfits } from '../metadata';
import { portOrName } from './probes';
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
  selectorMisfits,
  unique,
  wrong,
} from './shared';

const spec = ['spec'];

export function serviceMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  const type = textOf(value, 'type') ?? 'ClusterIP';
  const isHeadless = field(value, 'clusterIP') === 'None';
  const ports = listOf(value, 'ports');
  const isExternal = type === 'ExternalName';
  const policy = field(value, 'externalTrafficPolicy');
  return [
    ...(ports.length === 0 && !isHeadless && !isExternal ? [missing(spec, 'ports')] : []),
    ...each(value, spec, 'ports', (entry, at) => servicePortMisfits(entry, at, ports.length > 1)),
    ...unique(value, spec, 'ports', item => textOf(item, 'name'), 'name'),
    ...labelMisfits(recordOf(value, 'selector'), [...spec, 'selector']),
    ...choice(type, [...spec, 'type'], 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    ...(isExternal ? externalNameMisfits(value) : []),
    ...(isHeadless && (type === 'NodePort' || type === 'LoadBalancer')
      ? [refused('None', [...spec, 'clusterIP'], `an address, or nothing: a Service of type \`${type}\` needs one`)]
      : []),
    ...addressMisfits(field(value, 'clusterIP'), [...spec, 'clusterIP'], 'None'),
    ...listOf(value, 'clusterIPs').flatMap((address, index) =>
      addressMisfits(address, [...spec, 'clusterIPs', index], 'None'),
    ),
    ...addressMisfits(field(value, 'loadBalancerIP'), [...spec, 'loadBalancerIP']),
    ...listOf(value, 'externalIPs').flatMap((address, index) =>
      addressMisfits(address, [...spec, 'externalIPs', index]),
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
    ...choice(field(value, 'internalTrafficPolicy'), [...spec, 'internalTrafficPolicy'], 'Cluster', 'Local'),
    ...choice(field(value, 'sessionAffinity'), [...spec, 'sessionAffinity'], 'None', 'ClientIP'),
    ...sessionMisfits(value),
    ...choice(
      field(value, 'ipFamilyPolicy'),
      [...spec, 'ipFamilyPolicy'],
      'SingleStack',
      'PreferDualStack',
      'RequireDualStack',
    ),
    ...(isGiven(field(value, 'loadBalancerClass')) && type !== 'LoadBalancer'
      ? [wrong([...spec, 'loadBalancerClass'], '`loadBalancerClass` works with `type: LoadBalancer` only')]
      : []),
  ];
}

function servicePortMisfits(entry: unknown, at: readonly Step[], isOneOfSeveral: boolean): Misfit[] {
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

function externalNameMisfits(value: unknown): Misfit[] {
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

function sessionMisfits(value: unknown): Misfit[] {
  const seconds = field(value, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  const at = [...spec, 'sessionAffinityConfig'];
  if (field(value, 'sessionAffinity') !== 'ClientIP')
    return field(value, 'sessionAffinityConfig') === undefined
      ? []
      : [wrong(at, '`sessionAffinityConfig` works with `sessionAffinity: ClientIP` only')];
  return range(seconds, [...at, 'clientIP', 'timeoutSeconds'], 1, 86_400);
}

const addressMisfits = (value: unknown, at: readonly Step[], ...words: readonly string[]): Misfit[] =>
  typeof value !== 'string' || value === '' || words.includes(value) || parseAddress(value) !== undefined
    ? []
    : [refused(value, at, 'an IP address, such as `192.0.2.1`')];

export function ingressMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  const standard = field(value, 'defaultBackend');
  const className = field(value, 'ingressClassName');
  return [
    ...(listOf(value, 'rules').length === 0 && (standard === undefined || standard === null)
      ? [wrong(spec, 'the Ingress has neither `rules` nor a `defaultBackend`')]
      : []),
    ...(standard === undefined || standard === null ? [] : backendMisfits(standard, [...spec, 'defaultBackend'])),
    ...(typeof className === 'string' && !isObjectName(className)
      ? [refused(className, [...spec, 'ingressClassName'], 'the name of an IngressClass')]
      : []),
    ...each(value, spec, 'rules', (rule, at) => [
      ...hostMisfits(field(rule, 'host'), [...at, 'host']),
      ...(field(rule, 'http') !== undefined && listOf(rule, 'http', 'paths').length === 0
        ? [missing([...at, 'http'], 'paths')]
        : []),
      ...each(field(rule, 'http'), [...at, 'http'], 'paths', pathMisfits),
    ]),
    ...each(value, spec, 'tls', (entry, at) =>
      listOf(entry, 'hosts').flatMap((host, index) => hostMisfits(host, [...at, 'hosts', index])),
    ),
  ];
}

function hostMisfits(host: unknown, at: readonly Step[]): Misfit[] {
  if (typeof host !== 'string' || host === '') return [];
  if (parseAddress(host) !== undefined) return [refused(host, at, 'a DNS name; an Ingress matches no addresses')];
  return isObjectName(host.replace(/^\*\./, ''))
    ? []
    : [refused(host, at, 'a DNS name in lower case, with `*.` in front if you want')];
}

function pathMisfits(entry: unknown, at: readonly Step[]): Misfit[] {
  const [type, path] = [field(entry, 'pathType'), field(entry, 'path')];
  const isLiteral = type === 'Exact' || type === 'Prefix';
  const isAbsolute = typeof path === 'string' && path.startsWith('/');
  const bad =
    typeof path === 'string' && isLiteral
      ? ['//', '/./', '/../', '%2f', '%2F'].find(part => path.includes(part))
      : undefined;
  const end = typeof path === 'string' && isLiteral ? ['/..', '/.'].find(part => path.endsWith(part)) : undefined;
  return [
    ...(type === '' ? [missing(at, 'pathType')] : []),
    ...choice(type, [...at, 'pathType'], 'Exact', 'Prefix', 'ImplementationSpecific'),
    ...(isLiteral && !isAbsolute ? [refused(path ?? '', [...at, 'path'], 'a path that begins with `/`')] : []),
    ...(type === 'ImplementationSpecific' && isGiven(path) && !isAbsolute
      ? [refused(path, [...at, 'path'], 'a path that begins with `/`')]
      : []),
    ...((bad ?? end) === undefined ? [] : [refused(path, [...at, 'path'], `a path without \`${bad ?? end}\``)]),
    ...backendMisfits(field(entry, 'backend'), [...at, 'backend']),
  ];
}

function backendMisfits(backend: unknown, at: readonly Step[]): Misfit[] {
  const [service, resource] = [field(backend, 'service'), field(backend, 'resource')];
  if (service !== undefined && resource !== undefined)
    return [wrong(at, '`service` and `resource` exclude each other', { repair: 'keep one' })];
  if (resource !== undefined) return [];
  if (service === undefined || service === null) return [missing(at, 'service')];
  const [name, number] = [field(service, 'port', 'name'), field(service, 'port', 'number')];
  const place = [...at, 'service', 'port'];
  return [
    ...(isGiven(field(service, 'name'))
      ? dnsLabel(field(service, 'name'), [...at, 'service', 'name'])
      : [missing([...at, 'service'], 'name')]),
    ...(isGiven(name) && isGiven(number) && number !== 0
      ? [wrong(place, '`name` and `number` exclude each other', { repair: 'keep one' })]
      : isGiven(name)
        ? typeof name === 'string' && !isPortName(name)
          ? [refused(name, [...place, 'name'], portNameForm)]
          : []
        : number === undefined || number === null
          ? [wrong(place, 'the port of the backend is missing', { allowed: '`number` or `name`' })]
          : port(number, [...place, 'number'])),
  ];
}

export function networkPolicyMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  const types = listOf(value, 'policyTypes');
  return [
    ...selectorMisfits(field(value, 'podSelector'), [...spec, 'podSelector']),
    ...types.flatMap((type, index) => choice(type, [...spec, 'policyTypes', index], 'Ingress', 'Egress')),
    ...(types.length > 2 ? [wrong([...spec, 'policyTypes'], '`policyTypes` has more than 2 items')] : []),
    ...(
      [
        ['ingress', 'from'],
        ['egress', 'to'],
      ] as const
    ).flatMap(([list, peers]) =>
      each(value, spec, list, (rule, at) => [
        ...each(rule, at, 'ports', policyPortMisfits),
        ...each(rule, at, peers, peerMisfits),
      ]),
    ),
  ];
}

function policyPortMisfits(entry: unknown, at: readonly Step[]): Misfit[] {
  const [first, last] = [field(entry, 'port'), field(entry, 'endPort')];
  return [
    ...choice(field(entry, 'protocol'), [...at, 'protocol'], 'TCP', 'UDP', 'SCTP'),
    ...(first === undefined || first === null ? [] : portOrName(first, [...at, 'port'])),
    ...(last === undefined || last === null
      ? []
      : typeof first !== 'number'
        ? [wrong([...at, 'endPort'], '`endPort` needs a numeric `port`')]
        : typeof last === 'number' && last < first
          ? [refused(last, [...at, 'endPort'], `at least ${first}, the \`port\``)]
          : port(last, [...at, 'endPort'])),
  ];
}

function peerMisfits(peer: unknown, at: readonly Step[]): Misfit[] {
  const block = field(peer, 'ipBlock');
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'];
  const given = kinds.filter(key => field(peer, key) !== undefined && field(peer, key) !== null);
  return [
    ...(given.length === 0
      ? [wrong(at, 'the peer is empty', { allowed: `one of ${kinds.map(quoted).join(', ')}` })]
      : []),
    ...(given.length > 1 && given.includes('ipBlock')
      ? [wrong([...at, 'ipBlock'], '`ipBlock` excludes selectors', { repair: 'write two peers' })]
      : []),
    ...selectorMisfits(field(peer, 'podSelector'), [...at, 'podSelector']),
    ...selectorMisfits(field(peer, 'namespaceSelector'), [...at, 'namespaceSelector']),
    ...(block === undefined || block === null ? [] : blockMisfits(block, [...at, 'ipBlock'])),
  ];
}

function blockMisfits(block: unknown, at: readonly Step[]): Misfit[] {
  const text = textOf(block, 'cidr');
  const outer = text === undefined ? undefined : parseCidr(text);
  if (text === undefined) return [missing(at, 'cidr')];
  if (outer === undefined) return [refused(text, [...at, 'cidr'], 'an address block, such as `192.0.2.0/24`')];
  return listOf(block, 'except').flatMap((except, index) => {
    const inner = typeof except === 'string' ? parseCidr(except) : undefined;
    const place = [...at, 'except', index];
    if (inner === undefined) return [refused(except, place, 'an address block, such as `192.0.2.0/24`')];
    const isInside =
      inner.family === outer.family &&
      inner.length > outer.length &&
      outer.first <= inner.first &&
      inner.last <= outer.last;
    return isInside ? [] : [refused(except, place, `a smaller block inside \`${text}\``)];
  });
}

export function endpointSliceMisfits(object: unknown): Misfit[] {
  return [
    ...choice(field(object, 'addressType'), ['addressType'], 'IPv4', 'IPv6', 'FQDN'),
    ...each(object, [], 'endpoints', (entry, at) =>
      listOf(entry, 'addresses').length === 0 ? [missing(at, 'addresses')] : [],
    ),
    ...each(object, [], 'ports', (entry, at) => [
      ...dnsLabel(field(entry, 'name') === '' ? undefined : field(entry, 'name'), [...at, 'name']),
      ...choice(field(entry, 'protocol'), [...at, 'protocol'], 'TCP', 'UDP', 'SCTP'),
    ]),
    ...unique(object, [], 'ports', item => textOf(item, 'name') ?? '', 'name'),
  ];
}
