import { compare } from '../model/finding';
import type { AuthenticationMode } from './cilium-types';
import type { Settings } from './input';
import type { LabelSet } from './labels';
import { anyPeer, type PeerSelector, RESERVED_PEERS } from './peers';
import { MergeConflict, mergeEqual, mergeRedirects, type Redirect, redirectOf } from './redirect';
import { type Direction, describeObject, type PolicyRule, type PortMatch, type RuleRef } from './rules';

/** The policy of one identity. */
export interface CompiledPolicy {
  readonly ingress: CompiledDirection;
  readonly egress: CompiledDirection;
  /** Rules that cannot be merged: Cilium then computes neither direction. */
  readonly conflict?: { readonly message: string; readonly rules: readonly RuleRef[] };
}

export interface CompiledDirection {
  /** No rule, no enforcement. */
  readonly enforced: boolean;
  /** The rules that make what no rule allows denied. */
  readonly defaultDeny: readonly RuleRef[];
  readonly rules: readonly PolicyRule[];
  readonly entries: readonly Entry[];
}

/** What is allowed or denied to the peers of one selector on one port or range: a line of Cilium's policy map. */
export interface Entry {
  readonly selector: PeerSelector;
  readonly match: PortMatch;
  /** Deny over redirect over plain allow; what Cilium adds by itself comes last. */
  readonly precedence: number;
  readonly redirect?: Redirect;
  readonly authentication?: AuthenticationMode;
  readonly origin: readonly RuleRef[] | 'local-host' | 'default-allow';
  readonly unsure?: string;
}

/** Cilium's precedence byte (cilium 1.20 pkg/policy/types/entry.go), and a step for the tier above the default rules. */
export const DENY = 255;
const ALLOW = 1;
const RULE_TIER = 256;
const redirected = (redirect: Redirect) => 255 - redirect.priority;

export const entryAllows = ({ precedence }: Entry) => precedence % RULE_TIER !== DENY;

/** A port of 0 in no protocol at all: every port and protocol, ICMP too. */
const EVERYTHING: PortMatch = { protocol: '', port: 0, endPort: 0 };

const UNENFORCED: CompiledDirection = { enforced: false, defaultDeny: [], rules: [], entries: [] };

/** The rules that select an identity, merged as Cilium merges them. */
export function compilePolicy(labels: LabelSet, allRules: readonly PolicyRule[], settings: Settings): CompiledPolicy {
  const isHost = labels.bySource.has('reserved:host');
  if (settings.enforcement === 'never' || (isHost && !settings.hostFirewall))
    return { ingress: UNENFORCED, egress: UNENFORCED };
  const selecting = allRules.filter(rule => rule.node === isHost && rule.subject.matches(labels));
  const always = settings.enforcement === 'always' || labels.bySource.has('reserved:init');
  try {
    const compile = (direction: Direction) =>
      compileDirection(
        selecting.filter(rule => rule.direction === direction),
        always,
        direction === 'ingress' && settings.allowLocalhost && !isHost,
      );
    return { ingress: compile('ingress'), egress: compile('egress') };
  } catch (error) {
    if (!(error instanceof RuleConflict)) throw error;
    const { message, rules } = error;
    return { ingress: UNENFORCED, egress: UNENFORCED, conflict: { message, rules } };
  }
}

class RuleConflict extends Error {
  constructor(
    message: string,
    readonly rules: readonly RuleRef[],
  ) {
    super(message);
  }
}

function compileDirection(rules: readonly PolicyRule[], always: boolean, localHost: boolean): CompiledDirection {
  if (rules.length === 0) return { ...UNENFORCED, enforced: always };
  const denying = rules.filter(rule => rule.defaultDeny);
  const denies = always || denying.length > 0;
  const merged = new Map<string, Entry>();
  for (const rule of inCiliumsOrder(rules))
    for (const entry of entriesOf(rule, denies)) {
      const key = JSON.stringify([placeOf(entry.match), entry.selector.key, entry.unsure]);
      const existing = merged.get(key);
      merged.set(key, existing === undefined ? entry : mergeEntries(existing, entry));
    }
  const entries = [...merged.values()];
  if (!denies) entries.push({ selector: anyPeer, match: EVERYTHING, precedence: ALLOW, origin: 'default-allow' });
  else if (localHost)
    entries.push({ selector: RESERVED_PEERS.host!, match: EVERYTHING, precedence: ALLOW, origin: 'local-host' });
  return { enforced: true, defaultDeny: denying.map(rule => rule.ref), rules, entries };
}

/** Conflicts show by the rule that comes second, so the order counts (cilium 1.20 pkg/policy/rules.go sort). */
function inCiliumsOrder(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...rules].sort((a, b) => compare(resource(a), resource(b)));
}

const RESOURCES: Readonly<Record<string, string>> = {
  CiliumNetworkPolicy: 'cnp',
  CiliumClusterwideNetworkPolicy: 'ccnp',
  NetworkPolicy: 'netpol',
};
function resource({ ref }: PolicyRule): string {
  const { kind, metadata } = ref.manifest.object;
  return `${RESOURCES[kind]}/${metadata.namespace ?? ''}/${metadata.name}`;
}

function* entriesOf(rule: PolicyRule, defaultDeny: boolean): Generator<Entry> {
  if (rule.peers === undefined) return;
  const { verdict, authentication } = rule;
  const entry = (selector: PeerSelector, match: PortMatch, ref: RuleRef, redirect?: Redirect): Entry => {
    const unsure = rule.unsure ?? selector.unsure;
    return {
      selector,
      match,
      precedence: RULE_TIER + (verdict === 'deny' ? DENY : redirect === undefined ? ALLOW : redirected(redirect)),
      ...(redirect === undefined ? {} : { redirect }),
      ...(authentication === undefined ? {} : { authentication }),
      origin: [ref],
      ...(unsure === undefined ? {} : { unsure }),
    };
  };
  if (rule.ports.length === 0) {
    for (const selector of rule.peers) yield entry(selector, EVERYTHING, rule.ref);
    return;
  }
  const peers = rule.peers.length === 0 ? [anyPeer] : rule.peers;
  for (const port of rule.ports)
    for (const match of port.ports)
      for (const selector of peers) {
        // At the peers a named port is one port each: a range of it means nothing.
        const place = match.name !== undefined && rule.direction === 'egress' ? { ...match, endPort: 0 } : match;
        yield entry(
          selector,
          place,
          port.ref,
          verdict === 'deny' ? undefined : redirectOf(port, match.protocol, defaultDeny),
        );
      }
}

/** Entries are merged that stand at the same place; a range of a named port is told apart by the name alone. */
const placeOf = ({ protocol, port, name, endPort }: PortMatch) =>
  name === undefined ? [protocol, port, endPort] : [protocol, name];

function mergeEntries(a: Entry, b: Entry): Entry {
  const origins = [...(a.origin as RuleRef[]), ...(b.origin as RuleRef[])];
  const [aDenies, bDenies] = [a, b].map(entry => entry.precedence === RULE_TIER + DENY);
  if (aDenies || bDenies) return aDenies && bDenies ? { ...a, origin: origins } : aDenies ? a : b;
  try {
    const redirect = isSame(a, b) ? a.redirect : mergeRedirects(a.redirect, b.redirect);
    const authentication = mergeEqual('authentication modes', a.authentication, b.authentication);
    return {
      selector: a.selector,
      match: a.match,
      precedence: RULE_TIER + (redirect === undefined ? ALLOW : redirected(redirect)),
      ...(redirect === undefined ? {} : { redirect }),
      ...(authentication === undefined ? {} : { authentication }),
      origin: origins,
      ...(a.unsure === undefined ? {} : { unsure: a.unsure }),
    };
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    const places = [...new Set(origins.map(({ manifest }) => `\`${describeObject(manifest.object)}\``))];
    throw new RuleConflict(
      `${places.join(' and ')} ${places.length === 1 ? 'has' : 'have'} ${error.message} for the same peers and port, which Cilium cannot merge`,
      origins,
    );
  }
}

/** What is written alike needs no merging, which would see its own L7 rules as voided by none. */
const isSame = (a: Entry, b: Entry) =>
  a.authentication === b.authentication && JSON.stringify(a.redirect) === JSON.stringify(b.redirect);
