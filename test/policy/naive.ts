import type { Endpoint, Flow } from '../../policy/input';
import type { Direction } from '../../policy/rules';

/**
 * The meaning of policies said as plainly as it goes, for the tests alone: no merging, no precedence, no compiling, and
 * not a line shared with the engine. It reads only what `test/policy/random.ts` writes.
 */
export interface NaiveRule {
  readonly fromEndpoints?: readonly NaiveSelector[];
  readonly fromEntities?: readonly string[];
  readonly fromCIDRSet?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly toEndpoints?: readonly NaiveSelector[];
  readonly toEntities?: readonly string[];
  readonly toCIDRSet?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly toFQDNs?: readonly { readonly matchName?: string; readonly matchPattern?: string }[];
  readonly toPorts?: readonly NaivePorts[];
}

interface NaivePorts {
  readonly ports: readonly { readonly port: string; readonly endPort?: number; readonly protocol?: string }[];
  readonly rules?: { readonly http: readonly { readonly method?: string; readonly path?: string }[] };
}

export interface NaiveSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface NaivePolicy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly endpointSelector: NaiveSelector;
    readonly ingress?: readonly NaiveRule[];
    readonly ingressDeny?: readonly NaiveRule[];
    readonly egress?: readonly NaiveRule[];
    readonly egressDeny?: readonly NaiveRule[];
    readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
  };
}

export interface NaiveAnswer {
  readonly verdict: 'allowed' | 'denied';
  readonly http?: 'allowed' | 'denied';
}

/** The verdict of the policies that select `self` on a flow to or from `peer`. */
export function judgeNaively(
  policies: readonly NaivePolicy[],
  self: Endpoint,
  peer: Endpoint | string,
  direction: Direction,
  flow: Flow,
  portsOfDestination: Endpoint | undefined,
): NaiveAnswer {
  const own = policies.filter(
    ({ spec, metadata }) =>
      (metadata.namespace === undefined || metadata.namespace === self.namespace) &&
      meets(spec.endpointSelector, labelsOf(self)),
  );
  const allows = own.flatMap(policy => (policy.spec[direction] ?? []).map(rule => ({ rule, policy })));
  const denies = own.flatMap(policy => (policy.spec[`${direction}Deny`] ?? []).map(rule => ({ rule, policy })));
  const all = [...allows, ...denies];
  const deniesByDefault = all.some(({ policy }) => policy.spec.enableDefaultDeny?.[direction] !== false);
  const hits = (rules: typeof all) =>
    rules.filter(({ rule, policy }) => {
      if (!hasPeers(rule) && rule.toPorts === undefined) return false;
      if (hasPeers(rule) && !isPeer(rule, peer, policy)) return false;
      return rule.toPorts === undefined || rule.toPorts.some(entry => hasPort(entry, flow, portsOfDestination));
    });
  const isLocalHost = direction === 'ingress' && peer === 'entity:host';
  if (all.length === 0) return { verdict: 'allowed' };
  if (hits(denies).length > 0) return { verdict: 'denied' };
  const allowing = hits(allows).flatMap(({ rule }) =>
    (rule.toPorts ?? [undefined]).filter(entry => !entry || hasPort(entry, flow, portsOfDestination)),
  );
  if (allowing.length === 0) return { verdict: !deniesByDefault || isLocalHost ? 'allowed' : 'denied' };
  if (allowing.every(entry => entry?.rules === undefined) || flow.http === undefined) return { verdict: 'allowed' };
  const { method, path } = flow.http;
  const passes = allowing.some(
    entry =>
      !deniesByDefault ||
      isLocalHost ||
      entry?.rules === undefined ||
      entry.rules.http.some(rule => (rule.method ?? method) === method && (rule.path ?? path) === path),
  );
  return { verdict: 'allowed', http: passes ? 'allowed' : 'denied' };
}

const hasPeers = (rule: NaiveRule) =>
  [
    rule.fromEndpoints,
    rule.fromEntities,
    rule.fromCIDRSet,
    rule.toEndpoints,
    rule.toEntities,
    rule.toCIDRSet,
    rule.toFQDNs,
  ].some(list => list !== undefined);

function isPeer(rule: NaiveRule, peer: Endpoint | string, policy: NaivePolicy): boolean {
  const endpoints = rule.fromEndpoints ?? rule.toEndpoints ?? [];
  const entities = rule.fromEntities ?? rule.toEntities ?? [];
  if (typeof peer !== 'string')
    return (
      entities.some(entity => entity === 'all' || entity === 'cluster') ||
      endpoints.some(
        selector =>
          meets(selector, labelsOf(peer)) &&
          (namesNamespace(selector) ||
            policy.metadata.namespace === undefined ||
            policy.metadata.namespace === peer.namespace),
      )
    );
  const [notation, value = ''] = peer.split(':');
  const cidrs = rule.fromCIDRSet ?? rule.toCIDRSet ?? [];
  const isWorld =
    entities.some(entity => entity === 'all' || entity === 'world') || cidrs.some(({ cidr }) => cidr === '0.0.0.0/0');
  if (notation === 'entity')
    return (
      (value === 'world' && isWorld) ||
      entities.some(entity => entity === 'all' || entity === value || (entity === 'cluster' && value !== 'world'))
    );
  if (notation === 'fqdn') return isWorld || (rule.toFQDNs ?? []).some(fqdn => isNamed(value, fqdn));
  return isWorld || cidrs.some(({ cidr, except = [] }) => isIn(value, cidr) && !except.some(part => isIn(value, part)));
}

/** Only `*`, `*.` and `**.` in front occur. */
function isNamed(name: string, { matchName, matchPattern = '' }: NonNullable<NaiveRule['toFQDNs']>[number]): boolean {
  if (matchName !== undefined) return name === matchName;
  if (matchPattern === '*') return true;
  const end = matchPattern.slice(matchPattern.indexOf('.'));
  return name.endsWith(end) && (matchPattern.startsWith('**') || !name.slice(0, -end.length).includes('.'));
}

const namesNamespace = (selector: NaiveSelector) =>
  Object.keys(selector.matchLabels ?? {}).includes('k8s:io.kubernetes.pod.namespace') ||
  (selector.matchExpressions ?? []).some(({ key }) => key === 'k8s:io.kubernetes.pod.namespace');

function labelsOf(endpoint: Endpoint): Record<string, string> {
  return { ...endpoint.labels, 'k8s:io.kubernetes.pod.namespace': endpoint.namespace! };
}

function meets({ matchLabels = {}, matchExpressions = [] }: NaiveSelector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return (value !== undefined && values.includes(value)) === (operator === 'In');
    })
  );
}

/** Only /0, /8, /16, /24 and /32 occur. */
function isIn(address: string, cidr: string): boolean {
  const [network = '', length = '0'] = cidr.split('/');
  const octets = Number(length) / 8;
  return address.split('.').slice(0, octets).join('.') === network.split('.').slice(0, octets).join('.');
}

function hasPort(entry: NaivePorts, flow: Flow, destination: Endpoint | undefined): boolean {
  return entry.ports.some(({ port, endPort, protocol = 'ANY' }) => {
    if (protocol === 'ANY' ? !['TCP', 'UDP', 'SCTP'].includes(flow.protocol) : protocol !== flow.protocol) return false;
    if (port === '0') return true;
    const named = destination?.namedPorts?.find(
      ({ name, protocol }) => name === port && protocol === flow.protocol,
    )?.port;
    const low = /^\d+$/.test(port) ? Number(port) : named;
    return low !== undefined && (flow.port === low || (flow.port > low && flow.port <= (endPort ?? 0)));
  });
}
