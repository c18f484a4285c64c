import type { Manifest } from '../model/manifest';
import { type CompiledDirection, type CompiledPolicy, compilePolicy, type Entry } from './compile';
import { type Decision, decide, type PortLookup } from './decide';
import { defaultSettings, type Endpoint, type Flow, type Settings } from './input';
import { endpointLabels, type LabelSet } from './labels';
import { addressPeer, namePeer, type Peer, reservedPeer } from './peers';
import { judgeRequest, type Proxied } from './proxy';
import { type PolicySet, readPolicies } from './read';
import { combine, type DirectionVerdict, type Verdict } from './verdict';

/** Verdicts about one cluster: policies and endpoints are compiled once, each question is then quick. */
export interface Engine {
  readonly policies: PolicySet;
  readonly endpoints: readonly Endpoint[];
  /** @throws UnknownEndError where an end of the flow is none of the endpoints and no known notation */
  judge(flow: Flow): Verdict;
  /** What selects an endpoint, by its name. */
  policyOf(name: string): CompiledPolicy;
  end(text: string): End;
}

/** One end of a connection. */
export interface End {
  readonly peer: Peer;
  /** Undefined where Cilium enforces nothing: outside, or at an entity. */
  readonly endpoint?: Endpoint;
  readonly policy?: CompiledPolicy;
}

export class UnknownEndError extends Error {
  constructor(readonly end: string) {
    super(`\`${end}\` is no endpoint, entity or address`);
  }
}

export function createEngine(
  manifests: readonly Manifest[],
  endpoints: readonly Endpoint[],
  settings: Settings = defaultSettings,
): Engine {
  const policies = readPolicies(manifests, settings);
  const identities = groupByIdentity(endpoints, settings);
  const compiled = new Map<string, CompiledPolicy>();
  const policyOf = (labels: LabelSet): CompiledPolicy => {
    const known = compiled.get(labels.identity) ?? compilePolicy(labels, policies.rules, settings);
    compiled.set(labels.identity, known);
    return known;
  };
  const ends = new Map<string, End>();
  for (const { labels, members } of identities.values()) {
    const peer: Peer = {
      id: ends.size,
      labels,
      pool: labels.bySource.has('k8s:io.kubernetes.pod.namespace') ? 'cluster' : 'reserved',
      namedPorts: sharedPorts(members),
    };
    for (const endpoint of members)
      ends.set(endpoint.name, {
        peer,
        endpoint,
        get policy() {
          return policyOf(labels);
        },
      });
  }
  const end = (text: string): End => {
    const known = ends.get(text);
    if (known !== undefined) return known;
    const peer = parsePeer(text, ends.size);
    if (peer === undefined) throw new UnknownEndError(text);
    ends.set(text, { peer });
    return { peer };
  };
  return {
    policies,
    endpoints,
    end,
    policyOf: name => end(name).policy!,
    judge: flow => judge(end(flow.from), end(flow.to), flow),
  };
}

function parsePeer(text: string, id: number): Peer | undefined {
  const colon = text.indexOf(':');
  const value = text.slice(colon + 1);
  switch (text.slice(0, Math.max(colon, 0))) {
    case 'entity':
      return reservedPeer(id, value);
    case 'cidr':
      return addressPeer(id, value);
    case 'fqdn':
      return namePeer(id, value);
    default:
      return undefined;
  }
}

function groupByIdentity(endpoints: readonly Endpoint[], settings: Settings) {
  const groups = new Map<string, { readonly labels: LabelSet; readonly members: Endpoint[] }>();
  for (const endpoint of endpoints) {
    const labels = endpointLabels(endpoint, settings);
    const group = groups.get(labels.identity);
    if (group === undefined) groups.set(labels.identity, { labels, members: [endpoint] });
    else group.members.push(endpoint);
  }
  return groups;
}

/** Egress resolves a named port by identity: where its pods differ, the name means nothing. */
function sharedPorts(members: readonly Endpoint[]): Map<string, number> {
  const ports = new Map<string, number>();
  const differing = new Set<string>();
  for (const { name, port, protocol } of members.flatMap(({ namedPorts }) => namedPorts ?? [])) {
    const key = portKey(name, protocol);
    if ((ports.get(key) ?? port) !== port) differing.add(key);
    ports.set(key, port);
  }
  for (const key of differing) ports.delete(key);
  return ports;
}

const portKey = (name: string, protocol: string) => `${name.toLowerCase()}/${protocol.toUpperCase()}`;

function judge(from: End, to: End, flow: Flow): Verdict {
  const ownPorts = new Map(
    (to.endpoint?.namedPorts ?? []).map(({ name, port, protocol }) => [portKey(name, protocol), port]),
  );
  const egress = judgeDirection(from.policy, 'egress', to.peer, flow, (name, protocol) =>
    to.peer.namedPorts.get(portKey(name, protocol)),
  );
  const ingress = judgeDirection(to.policy, 'ingress', from.peer, flow, (name, protocol) =>
    ownPorts.get(portKey(name, protocol)),
  );
  return combine(egress, ingress);
}

function judgeDirection(
  policy: CompiledPolicy | undefined,
  direction: 'ingress' | 'egress',
  peer: Peer,
  flow: Flow,
  named: PortLookup,
): DirectionVerdict | undefined {
  if (policy === undefined) return undefined;
  if (policy.conflict !== undefined)
    return {
      verdict: 'undecidable',
      because: 'conflict',
      rules: policy.conflict.rules,
      reason: policy.conflict.message,
    };
  const compiled = policy[direction];
  if (!compiled.enforced) return { verdict: 'allowed', because: 'no-policy', rules: [] };
  const ask = (entries: readonly Entry[]) =>
    answer(compiled, decide(entries, peer, flow.protocol.toUpperCase(), flow.port, named), flow);
  const whole = ask(compiled.entries);
  const unsure = compiled.entries.filter(entry => entry.unsure !== undefined);
  if (unsure.length === 0) return whole;
  const isDeny = (entry: Entry) => entry.precedence % 256 === 255;
  const others = [
    compiled.entries.filter(entry => entry.unsure === undefined),
    compiled.entries.filter(entry => entry.unsure === undefined || isDeny(entry)),
    compiled.entries.filter(entry => entry.unsure === undefined || !isDeny(entry)),
  ].map(ask);
  if (others.every(other => summary(other) === summary(whole))) return whole;
  const reasons = new Set(unsure.filter(entry => entry.selector.matches(peer)).map(entry => entry.unsure));
  return { verdict: 'undecidable', because: 'unknown', rules: whole.rules, reason: [...reasons].join(', ') };
}

const summary = ({ verdict, proxied, authentication }: DirectionVerdict) =>
  JSON.stringify([verdict, proxied, authentication]);

function answer(compiled: CompiledDirection, decision: Decision, flow: Flow): DirectionVerdict {
  const { verdict, entry, authentication } = decision;
  if (entry === undefined)
    return compiled.defaultDeny.length === 0
      ? { verdict: 'denied', because: 'enforcement', rules: [] }
      : { verdict: 'denied', because: 'default-deny', rules: compiled.defaultDeny };
  if (typeof entry.origin === 'string') return { verdict, because: entry.origin, rules: [] };
  const proxied: Proxied | undefined = judgeRequest(decision, flow);
  return {
    verdict,
    because: 'rules',
    rules: entry.origin,
    ...(proxied === undefined ? {} : { proxied }),
    ...(authentication === undefined ? {} : { authentication }),
  };
}
