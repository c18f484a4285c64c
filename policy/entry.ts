import type { AuthenticationMode } from './cilium-types';
import type { PeerSelector } from './peers';
import type { Redirect } from './redirect';
import type { PortMatch, RuleRef } from './rules';

/** What is allowed or denied to the peers of one selector on one port or range: a line of Cilium's policy map. */
export interface Entry {
  readonly selector: PeerSelector;
  readonly match: PortMatch;
  readonly precedence: Precedence;
  readonly redirect?: Redirect;
  readonly authentication?: AuthenticationMode;
  /** The rules that make it, or why Cilium adds it by itself. */
  readonly origin: readonly RuleRef[] | 'local-host' | 'default-allow';
  readonly unsure?: string;
}

/** An entry that rules make. */
export type RuleEntry = Entry & { readonly origin: readonly RuleRef[] };

/** Which of several matching entries decides (cilium 1.20 pkg/policy/types/entry.go). */
export interface Precedence {
  /** Rules come before what Cilium adds by itself. */
  readonly tier: 'rules' | 'default';
  /** In a tier every deny comes before every allow. */
  readonly verdict: 'allow' | 'deny';
  /** The proxy's priority: lower comes first, and an allow without a proxy last. */
  readonly proxy?: number;
}

/** Positive where `a` comes before `b`, 0 where neither does. */
export function comparePrecedence(a: Precedence, b: Precedence): number {
  if (a.tier !== b.tier) return a.tier === 'rules' ? 1 : -1;
  if (a.verdict !== b.verdict) return a.verdict === 'deny' ? 1 : -1;
  const [own, other] = [a.proxy ?? noProxy, b.proxy ?? noProxy];
  return other - own;
}

/** Above every priority that a proxy can have. */
const noProxy = 1000;

export const denied: Precedence = { tier: 'rules', verdict: 'deny' };
export const allowedByDefault: Precedence = { tier: 'default', verdict: 'allow' };
export const allowedThrough = (redirect: Redirect | undefined): Precedence => ({
  tier: 'rules',
  verdict: 'allow',
  ...(redirect && { proxy: redirect.priority }),
});

export const entryAllows = ({ precedence }: Entry) => precedence.verdict === 'allow';

/** Entries for the same port are merged; a range from a named port is identified by the name alone. */
export const placeOf = ({ protocol, port, name, endPort }: PortMatch) =>
  name === undefined ? [protocol, port, endPort] : [protocol, name];
