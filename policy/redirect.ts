import type { FqdnRule, HttpRule } from './cilium-types';
import type { PortEntry } from './rules';

/** What parses the connections of an entry: `proxylib` for generic L7 rules, `crd` for a listener. */
export type Parser = 'http' | 'kafka' | 'proxylib' | 'tls' | 'dns' | 'crd';

/** Lower wins (cilium 1.19.7 pkg/policy/l4.go); a listener may ask for 1–100. */
const proxyPriorities: Readonly<Record<Parser, number>> = {
  http: 101,
  kafka: 106,
  proxylib: 111,
  tls: 116,
  dns: 121,
  crd: 126,
};

/** What one or several merged entries ask of the proxy. */
export interface Redirect {
  readonly parser: Parser;
  readonly priority: number;
  readonly listener?: string;
  /** The protocol of generic L7 rules. */
  readonly protocol?: string;
  /** Rules of Kafka or of that protocol, which are not evaluated; undefined: any request. */
  readonly opaque?: readonly unknown[];
  /** Undefined: any request. */
  readonly http?: readonly HttpRule[];
  readonly dns?: readonly FqdnRule[];
  /** Empty: any server name, or none. */
  readonly serverNames: readonly string[];
  readonly tls: { readonly terminating?: string; readonly originating?: string };
}

/** The redirect that an entry asks for on a protocol; where nothing is denied by default, L7 rules only make visible. */
export function redirectOf(entry: PortEntry, protocol: string, defaultDeny: boolean): Redirect | undefined {
  const parser = parserOf(entry, protocol);
  if (parser === undefined) return undefined;
  const { listener, generic } = entry;
  return {
    parser,
    ...(parser === 'proxylib' && generic && { protocol: generic.protocol }),
    ...(defaultDeny && parser === 'kafka' && { opaque: entry.kafka }),
    ...(defaultDeny && parser === 'proxylib' && generic && generic.rules.length > 0 && { opaque: generic.rules }),
    priority: listener?.priority ?? proxyPriorities[parser],
    ...(listener && { listener: JSON.stringify([listener.envoyConfig, listener.name]) }),
    ...(defaultDeny && parser === 'http' && { http: entry.http }),
    ...(defaultDeny && parser === 'dns' && { dns: entry.dns }),
    serverNames: entry.serverNames,
    tls: entry.tls ?? {},
  };
}

function parserOf(entry: PortEntry, protocol: string): Parser | undefined {
  if (entry.listener !== undefined) return 'crd';
  if (entry.dns !== undefined) return 'dns';
  if (protocol === 'TCP') {
    if (entry.http !== undefined) return 'http';
    if (entry.kafka !== undefined) return 'kafka';
    if (entry.generic !== undefined) return 'proxylib';
  }
  return entry.tls !== undefined || entry.serverNames.length > 0 ? 'tls' : undefined;
}

/**
 * The redirect of two allows of the same peers and port (cilium 1.20 pkg/policy/rule.go mergePortProto): L7 rules
 * unite, and an allow without them voids them; server names unite too, but an allow without them does not.
 * Only for redirects without a conflict.
 */
export function mergeRedirects(a: Redirect | undefined, b: Redirect | undefined): Redirect | undefined {
  if (a === undefined || b === undefined) return withoutL7(a ?? b);
  const [winner, loser] = mergedParser(a, b) === a.parser ? [a, b] : [b, a];
  return {
    parser: winner.parser,
    ...mergedListener(winner, loser),
    ...(a.http && b.http && { http: [...a.http, ...b.http] }),
    ...(a.dns && b.dns && { dns: [...a.dns, ...b.dns] }),
    ...(a.opaque && b.opaque && { opaque: [...a.opaque, ...b.opaque] }),
    ...(winner.protocol !== undefined && { protocol: winner.protocol }),
    serverNames: [...a.serverNames, ...b.serverNames],
    tls: {
      terminating: a.tls.terminating ?? b.tls.terminating,
      originating: a.tls.originating ?? b.tls.originating,
    },
  };
}

/** Why Cilium cannot merge two redirects; undefined where it can. */
export function redirectConflict(a: Redirect | undefined, b: Redirect | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  const parser = mergedParser(a, b);
  if (parser === undefined) return `\`${a.protocol ?? a.parser}\` and \`${b.protocol ?? b.parser}\` rules`;
  const [winner, loser] = parser === a.parser ? [a, b] : [b, a];
  const { listener, priority } = mergedListener(winner, loser);
  if (listener !== (loser.listener ?? listener) && priority === loser.priority)
    return 'different listeners with the same priority';
  for (const side of ['terminating', 'originating'] as const)
    if (a.tls[side] && b.tls[side] && a.tls[side] !== b.tls[side]) return `different ${side} TLS contexts`;
  // Cilium looks at the L7 rules of the first entry only: it takes the second to be voided by a first without any.
  const hasL7 = ['http', 'dns', 'kafka'].includes(a.parser) || a.opaque !== undefined;
  const hasNames = a.serverNames.length + b.serverNames.length > 0;
  if (hasNames && hasL7 && (a.tls.terminating ?? b.tls.terminating) === undefined)
    return 'server names and L7 rules, without the TLS being terminated';
  return undefined;
}

function withoutL7(redirect: Redirect | undefined): Redirect | undefined {
  if (redirect === undefined) return undefined;
  const { http: _http, dns: _dns, opaque: _opaque, ...rest } = redirect;
  return rest;
}

/** L7 rules of TCP include TLS; any other two parsers exclude each other. */
function mergedParser(a: Redirect, b: Redirect): Parser | undefined {
  if (a.parser === b.parser) return a.protocol === b.protocol ? a.parser : undefined;
  if (a.parser === 'tls' && includesTls(b.parser)) return b.parser;
  return b.parser === 'tls' && includesTls(a.parser) ? a.parser : undefined;
}

const includesTls = (parser: Parser) => parser === 'http' || parser === 'kafka' || parser === 'proxylib';

function mergedListener(winner: Redirect, loser: Redirect): Pick<Redirect, 'priority' | 'listener'> {
  const takesOther =
    loser.listener !== undefined && (winner.listener === undefined || loser.priority < winner.priority);
  const { priority, listener } = takesOther ? loser : winner;
  return { priority, ...(listener && { listener }) };
}
