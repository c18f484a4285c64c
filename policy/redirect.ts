import type { FqdnRule, HttpRule } from './cilium-types';
import type { PortEntry } from './rules';

/** The proxy that connections of an entry are sent through. */
export type Parser = 'http' | 'tls' | 'dns' | 'crd';

/** Lower wins (cilium 1.20 pkg/policy/l4.go); a listener may ask for 1–100. */
const PRIORITIES: Readonly<Record<Parser, number>> = { http: 101, tls: 116, dns: 121, crd: 126 };

/** What one or several merged entries ask of the proxy. */
export interface Redirect {
  readonly parser: Parser;
  readonly priority: number;
  readonly listener?: string;
  /** Undefined: any request. */
  readonly http?: readonly HttpRule[];
  readonly dns?: readonly FqdnRule[];
  /** Empty: any server name, or none. */
  readonly serverNames: readonly string[];
  readonly tls: { readonly terminating?: string; readonly originating?: string };
}

/** Two rules for the same peers and port that cannot stand together: Cilium computes no policy for the endpoint. */
export class MergeConflict extends Error {}

/** The redirect that an entry asks for on a protocol; where nothing is denied by default, L7 rules only make visible. */
export function redirectOf(entry: PortEntry, protocol: string, defaultDeny: boolean): Redirect | undefined {
  const parser = parserOf(entry, protocol);
  if (parser === undefined) return undefined;
  const { listener } = entry;
  return {
    parser,
    priority: listener?.priority ?? PRIORITIES[parser],
    ...(listener ? { listener: JSON.stringify([listener.envoyConfig, listener.name]) } : {}),
    ...(defaultDeny && parser === 'http' ? { http: entry.http } : {}),
    ...(defaultDeny && parser === 'dns' ? { dns: entry.dns } : {}),
    serverNames: entry.serverNames,
    tls: entry.tls ?? {},
  };
}

function parserOf(entry: PortEntry, protocol: string): Parser | undefined {
  if (entry.listener !== undefined) return 'crd';
  if (entry.dns !== undefined) return 'dns';
  if (entry.http !== undefined && protocol === 'TCP') return 'http';
  return entry.tls !== undefined || entry.serverNames.length > 0 ? 'tls' : undefined;
}

/**
 * The redirect of two allows of the same peers and port (cilium 1.20 pkg/policy/rule.go mergePortProto): L7 rules
 * unite, and an allow without them voids them; server names unite too, but an allow without them does not.
 * @throws MergeConflict
 */
export function mergeRedirects(a: Redirect | undefined, b: Redirect | undefined): Redirect | undefined {
  if (a === undefined || b === undefined) return withoutL7(a ?? b);
  const parser = mergeParsers(a.parser, b.parser);
  const winner = parser === a.parser ? a : b;
  const merged = {
    parser,
    ...mergeListeners(winner, winner === a ? b : a),
    ...(a.http && b.http ? { http: [...a.http, ...b.http] } : {}),
    ...(a.dns && b.dns ? { dns: [...a.dns, ...b.dns] } : {}),
    serverNames: [...a.serverNames, ...b.serverNames],
    tls: {
      terminating: mergeEqual('terminating TLS contexts', a.tls.terminating, b.tls.terminating),
      originating: mergeEqual('originating TLS contexts', a.tls.originating, b.tls.originating),
    },
  };
  // Cilium looks at the rules of the first alone: those of the second are voided by the first, which has none.
  const hasL7 = a.parser === 'http' || a.parser === 'dns';
  if (merged.serverNames.length > 0 && hasL7 && merged.tls.terminating === undefined)
    throw new MergeConflict('server names and L7 rules, without the TLS being terminated');
  return merged;
}

function withoutL7(redirect: Redirect | undefined): Redirect | undefined {
  if (redirect === undefined) return undefined;
  const { http: _http, dns: _dns, ...rest } = redirect;
  return rest;
}

function mergeParsers(a: Parser, b: Parser): Parser {
  if (a === b) return a;
  if (a === 'tls' && b === 'http') return b;
  if (b === 'tls' && a === 'http') return a;
  throw new MergeConflict(`\`${a}\` and \`${b}\` rules`);
}

function mergeListeners(winner: Redirect, other: Redirect): Pick<Redirect, 'priority' | 'listener'> {
  const isOther = other.listener !== undefined && (winner.listener === undefined || other.priority < winner.priority);
  const { priority, listener } = isOther ? other : winner;
  if (listener !== (other.listener ?? listener) && priority === other.priority)
    throw new MergeConflict('different listeners with the same priority');
  return listener === undefined ? { priority } : { priority, listener };
}

/** Equal values, or one where the other has none. */
export function mergeEqual<T>(what: string, a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  throw new MergeConflict(`different ${what}`);
}
