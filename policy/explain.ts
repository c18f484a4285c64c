import { field, textOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import { covers } from './decide';
import type { FlowEndpoint } from './endpoints';
import type { Flow } from './input';
import { portLookup } from './judge';
import type { Direction, PolicyRule, PortMatch, RuleRef } from './rules';
import type { DirectionVerdict } from './verdict';

/** The part in a verdict of one rule that selects the endpoint whose policy is asked. */
export interface Consideration {
  readonly ref: RuleRef;
  readonly verdict: PolicyRule['verdict'];
  readonly role: 'decides' | 'loses' | 'misses';
  /** Why it does not decide; empty where it does. */
  readonly why: string;
  /** What the rule is for, as the policy's `description` says. */
  readonly purpose?: string;
}

/** Every rule that selects the endpoint, in the order of the manifests: those that decide, that lose and that miss. */
export function considerRules(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
  verdict: DirectionVerdict,
): Consideration[] {
  const rules = (direction === 'egress' ? from : to).policy?.[direction].rules ?? [];
  return rules.map(rule => {
    const purpose = purposeOf(rule);
    return { ...considered(rule), ...(purpose !== undefined && { purpose }) };
  });

  function considered(rule: PolicyRule): Consideration {
    const decisive = verdict.because === 'rules' && verdict.rules.find(ref => isWithin(ref, rule.ref));
    if (decisive) return { ref: decisive, verdict: rule.verdict, role: 'decides', why: '' };
    const miss = missOf(rule, from, to, direction, flow);
    if (miss !== undefined) return { ref: rule.ref, verdict: rule.verdict, role: 'misses', why: miss };
    return { ref: rule.ref, verdict: rule.verdict, role: 'loses', why: lossOf(rule, verdict) };
  }
}

/** The line of the description that is about the rule, `ingress[0]: serves the shop`; of others the first line. */
function purposeOf({ ref: { manifest, path } }: PolicyRule): string | undefined {
  const [list = '', index = -1] = path.slice(-2);
  const [top = ''] = path;
  const base = top === 'specs' ? path.slice(0, 2) : ['spec'];
  const description = textOf(manifest.object, ...base, 'description');
  const lines = description?.split('\n').filter(line => line.trim() !== '') ?? [];
  const start = `${list}[${index}]: `;
  const own = lines.find(line => line.startsWith(start));
  if (own !== undefined) return own.slice(start.length);
  return lines.some(line => /^(in|e)gress(Deny)?\[\d+\]: /.test(line)) ? undefined : lines[0];
}

const isWithin = (ref: RuleRef, rule: RuleRef) =>
  ref.manifest === rule.manifest && rule.path.every((step, index) => ref.path[index] === step);

function missOf(
  rule: PolicyRule,
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
): string | undefined {
  const peer = (direction === 'egress' ? to : from).peer;
  if (rule.peers === undefined) return 'an empty list of peers selects nothing';
  if (rule.peers.length === 0 && rule.ports.length === 0) return 'it has no peers: it only enables default deny';
  if (rule.peers.length > 0 && !rule.peers.some(({ selector }) => selector.matches(peer)))
    return `it is for other peers: ${writtenPeers(rule)}`;
  if (rule.ports.length === 0) return undefined;
  const matches = rule.ports.flatMap(({ ports }) => ports);
  const named = portLookup(to, direction);
  if (matches.some(match => covers(match, flow.protocol.toUpperCase(), flow.port, named))) return undefined;
  return `it is for other ports: ${[...new Set(matches.map(formatPort))].join(', ') || 'none'}`;
}

const maxLength = 100;

/** The peers of a rule as they are written, in one short line. */
function writtenPeers({ ref: { manifest }, peers = [] }: PolicyRule): string {
  const written = peers.map(({ path }) => peerText(field(manifest.object, ...path)));
  const text = [...new Set(written)].join(' or ');
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

function peerText(value: unknown): string {
  if (Array.isArray(value)) return value.map(peerText).join(' or ');
  if (!isRecord(value)) return String(value);
  const terms = Object.entries(value).flatMap(([key, inner]) =>
    key === 'matchLabels' && isRecord(inner)
      ? Object.entries(inner).map(([label, text]) => `${label}=${text}`)
      : [`${key} ${peerText(inner)}`],
  );
  return terms.join(', ') || 'any';
}

function formatPort({ protocol, port, name, endPort }: PortMatch): string {
  const text = name ?? (port === 0 ? 'all' : `${port}`);
  return `${text}${endPort > port && port > 0 ? `-${endPort}` : ''}/${protocol}`;
}

function lossOf(rule: PolicyRule, verdict: DirectionVerdict): string {
  if (verdict.verdict === 'denied') return 'a deny beats every allow';
  if (verdict.because === 'conflict') return 'Cilium cannot merge it';
  if (rule.verdict === 'deny') return 'it is not known whether it matches';
  return verdict.proxied === undefined ? 'an allow that says more decides' : 'an allow through the proxy decides';
}
