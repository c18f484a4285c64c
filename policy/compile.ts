import { compare } from '../model/finding';
import { allowedByDefault, allowedThrough, denied, type Entry, entryAllows, placeOf, type RuleEntry } from './entry';
import type { Settings } from './input';
import type { LabelSet } from './labels';
import { anyPeer, type PeerSelector, reservedPeers } from './peers';
import { mergeRedirects, type Redirect, redirectConflict, redirectOf } from './redirect';
import { type Direction, describeObject, type PolicyRule, type PortMatch, type RuleRef } from './rules';

/** The policy of one identity. */
export interface CompiledPolicy {
  readonly ingress: CompiledDirection;
  readonly egress: CompiledDirection;
  /** Rules that cannot be merged: Cilium then computes neither direction. */
  readonly conflict?: PolicyConflict;
}

export interface PolicyConflict {
  readonly message: string;
  readonly rules: readonly RuleRef[];
}

export interface CompiledDirection {
  /** No rule, no enforcement. */
  readonly enforced: boolean;
  /** The rules that make what no rule allows denied. */
  readonly defaultDeny: readonly RuleRef[];
  readonly rules: readonly PolicyRule[];
  readonly entries: readonly Entry[];
}

/** Whether a direction is open to anything but the local host: it is not enforced, or some entry allows. */
export const allowsAnything = ({ enforced, entries }: CompiledDirection) =>
  !enforced || entries.some(entry => entryAllows(entry) && entry.origin !== 'local-host');

/** A port of 0 in no protocol at all: every port and protocol, ICMP too. */
const everyPort: PortMatch = { protocol: '', port: 0, endPort: 0 };

const unenforced: CompiledDirection = { enforced: false, defaultDeny: [], rules: [], entries: [] };

/** The rules that select an identity. */
export const selectingRules = (labels: LabelSet, rules: readonly PolicyRule[]): PolicyRule[] =>
  rules.filter(rule => rule.node === isHost(labels) && rule.subject.matches(labels));

const isHost = (labels: LabelSet) => labels.bySource.has('reserved:host');

/** The rules that select an identity, merged as Cilium merges them. */
export function compilePolicy(labels: LabelSet, selecting: readonly PolicyRule[], settings: Settings): CompiledPolicy {
  if (settings.enforcement === 'never') return { ingress: unenforced, egress: unenforced };
  const always = settings.enforcement === 'always' || labels.bySource.has('reserved:init');
  const compile = (direction: Direction) =>
    compileDirection(
      selecting.filter(rule => rule.direction === direction),
      always,
      direction === 'ingress' && settings.allowLocalhost && !isHost(labels),
    );
  const [ingress, egress] = [compile('ingress'), compile('egress')];
  if ('message' in ingress) return { ingress: unenforced, egress: unenforced, conflict: ingress };
  if ('message' in egress) return { ingress: unenforced, egress: unenforced, conflict: egress };
  return { ingress, egress };
}

function compileDirection(
  rules: readonly PolicyRule[],
  always: boolean,
  localHost: boolean,
): CompiledDirection | PolicyConflict {
  if (rules.length === 0) return { ...unenforced, enforced: always };
  const denying = rules.filter(rule => rule.defaultDeny);
  const denies = always || denying.length > 0;
  const merged = new Map<string, RuleEntry>();
  for (const rule of inCiliumsOrder(rules))
    for (const entry of entriesOf(rule, denies)) {
      const key = JSON.stringify([placeOf(entry.match), entry.selector.key, entry.unsure]);
      const existing = merged.get(key);
      const conflict = existing && conflictOf(existing, entry);
      if (conflict !== undefined) return conflict;
      merged.set(key, existing === undefined ? entry : mergeEntries(existing, entry));
    }
  const entries: Entry[] = [...merged.values()];
  const byDefault = { match: everyPort, precedence: allowedByDefault };
  if (!denies) entries.push({ ...byDefault, selector: anyPeer, origin: 'default-allow' });
  else if (localHost) entries.push({ ...byDefault, selector: reservedPeers.host!, origin: 'local-host' });
  return { enforced: true, defaultDeny: denying.map(rule => rule.ref), rules, entries };
}

/** Conflicts show by the rule that comes second, so the order counts (cilium 1.20 pkg/policy/rules.go sort). */
function inCiliumsOrder(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...rules].sort((a, b) => compare(resource(a), resource(b)));
}

const resourcePrefixes: Readonly<Record<string, string>> = {
  CiliumNetworkPolicy: 'cnp',
  CiliumClusterwideNetworkPolicy: 'ccnp',
  NetworkPolicy: 'netpol',
};
function resource({ ref }: PolicyRule): string {
  const { kind, metadata } = ref.manifest.object;
  return `${resourcePrefixes[kind]}/${metadata.namespace ?? ''}/${metadata.name}`;
}

function* entriesOf(rule: PolicyRule, defaultDeny: boolean): Generator<RuleEntry> {
  if (rule.peers === undefined) return;
  const { verdict, authentication } = rule;
  const entry = (selector: PeerSelector, match: PortMatch, ref: RuleRef, redirect?: Redirect): RuleEntry => {
    const unsure = rule.unsure ?? selector.unsure;
    return {
      selector,
      match,
      precedence: verdict === 'deny' ? denied : allowedThrough(redirect),
      ...(redirect && { redirect }),
      ...(authentication && { authentication }),
      origin: [ref],
      ...(unsure && { unsure }),
    };
  };
  const selectors = rule.peers.map(({ selector }) => selector);
  if (rule.ports.length === 0) {
    for (const selector of selectors) yield entry(selector, everyPort, rule.ref);
    return;
  }
  for (const port of rule.ports)
    for (const match of port.ports)
      for (const selector of selectors.length === 0 ? [anyPeer] : selectors) {
        // A named port of a peer is a single number, so a range from it means nothing.
        const single = match.name !== undefined && rule.direction === 'egress' ? { ...match, endPort: 0 } : match;
        const redirect = verdict === 'deny' ? undefined : redirectOf(port, match.protocol, defaultDeny);
        yield entry(selector, single, port.ref, redirect);
      }
}

/** Two entries for the same peers and ports as one: a deny wins, allows unite. */
function mergeEntries(a: RuleEntry, b: RuleEntry): RuleEntry {
  const origin = [...a.origin, ...b.origin];
  if (entryAllows(a) !== entryAllows(b)) return entryAllows(a) ? b : a;
  if (!entryAllows(a)) return { ...a, origin };
  const redirect = isWrittenAlike(a, b) ? a.redirect : mergeRedirects(a.redirect, b.redirect);
  const authentication = a.authentication ?? b.authentication;
  return {
    selector: a.selector,
    match: a.match,
    precedence: allowedThrough(redirect),
    ...(redirect && { redirect }),
    ...(authentication && { authentication }),
    origin,
    ...(a.unsure && { unsure: a.unsure }),
  };
}

/** Why Cilium cannot merge two entries for the same peers and ports; undefined where it can. */
function conflictOf(a: RuleEntry, b: RuleEntry): PolicyConflict | undefined {
  if (!entryAllows(a) || !entryAllows(b)) return undefined;
  const reason =
    (isWrittenAlike(a, b) ? undefined : redirectConflict(a.redirect, b.redirect)) ??
    (a.authentication && b.authentication && a.authentication !== b.authentication
      ? 'different authentication modes'
      : undefined);
  if (reason === undefined) return undefined;
  const rules = [...a.origin, ...b.origin];
  const policies = [...new Set(rules.map(({ manifest }) => `\`${describeObject(manifest.object)}\``))];
  const has = policies.length === 1 ? 'has' : 'have';
  return {
    message: `${policies.join(' and ')} ${has} ${reason} for the same peers and port, which Cilium cannot merge`,
    rules,
  };
}

/** Entries written alike need no merge: it would take the second to have voided the L7 rules of the first. */
const isWrittenAlike = (a: RuleEntry, b: RuleEntry) =>
  a.authentication === b.authentication && JSON.stringify(a.redirect) === JSON.stringify(b.redirect);
