import type { AuthenticationMode } from './cilium-types';
import type { Proxied } from './proxy';
import type { RuleRef } from './rules';

/** What the policy of one end says of a connection. */
export interface DirectionVerdict {
  readonly verdict: 'allowed' | 'denied' | 'undecidable';
  readonly because: Because;
  /** The rules that decided; where nothing is allowed, those that deny by default. */
  readonly rules: readonly RuleRef[];
  readonly proxied?: Proxied;
  readonly authentication?: AuthenticationMode;
  /** Why it is undecidable. */
  readonly reason?: string;
}

export type Because =
  /** No rule of this direction selects the endpoint. */
  | 'no-policy'
  /** Rules allow it, or deny it. */
  | 'rules'
  /** No rule allows it, and some rule selects the endpoint. */
  | 'default-deny'
  /** No rule denies it, and none that selects the endpoint denies by default. */
  | 'default-allow'
  /** The local host enters every pod. */
  | 'local-host'
  /** Cilium denies without any rule: enforcement mode `always`, or an endpoint without identity yet. */
  | 'enforcement'
  /** Rules that Cilium cannot merge: it computes no policy for the endpoint. */
  | 'conflict'
  /** A rule requires authentication, and Cilium runs without it. */
  | 'authentication'
  /** Cilium is not configured to carry the protocol. */
  | 'protocol'
  /** The answer depends on something that the manifests do not contain. */
  | 'unknown';

/** Both sides have to allow a connection; a side that is not an endpoint decides nothing. */
export interface Verdict {
  readonly verdict: 'allowed' | 'denied' | 'undecidable';
  readonly egress?: DirectionVerdict;
  readonly ingress?: DirectionVerdict;
  /** In audit mode Cilium reports what its policies deny, and lets it through. */
  readonly isAudited?: true;
}

export function combine(egress: DirectionVerdict | undefined, ingress: DirectionVerdict | undefined): Verdict {
  const verdicts = [egress, ingress].flatMap(direction => (direction === undefined ? [] : [outcome(direction)]));
  const verdict = verdicts.includes('denied') ? 'denied' : verdicts.includes('undecidable') ? 'undecidable' : 'allowed';
  return { verdict, ...(egress && { egress }), ...(ingress && { ingress }) };
}

/** With the proxy's and the authentication's part; a connection whose request was not asked about is let in. */
export function outcome({ verdict, proxied, authentication }: DirectionVerdict): Verdict['verdict'] {
  if (verdict !== 'allowed') return verdict;
  if (authentication === 'test-always-fail' || proxied?.verdict === 'denied') return 'denied';
  return proxied?.verdict === 'undecidable' ? 'undecidable' : 'allowed';
}
