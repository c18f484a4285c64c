import type { HttpRule } from './cilium-types';
import { type Entry, entryAllows, placeOf } from './entry';
import { textsOf } from './fqdn';
import type { Parser, Redirect } from './redirect';
import type { DirectionVerdict } from './verdict';

/** What a connection has to meet besides addresses and ports. */
export interface Limit {
  /** `unknown`: the manifests do not hold what decides. */
  readonly kind: 'HTTP' | 'DNS' | 'SNI' | 'TLS' | 'L7' | 'authentication' | 'unknown';
  /** What is admitted, one of these: `GET /v1/.*`, `*.example.com`; empty: anything. Of `unknown` the reasons. */
  readonly only: readonly string[];
}

const kinds: Readonly<Record<Exclude<Parser, 'crd'>, Limit['kind']>> = {
  http: 'HTTP',
  kafka: 'L7',
  proxylib: 'L7',
  tls: 'TLS',
  dns: 'DNS',
};

/** The limits of a verdict that was asked without a request, by all entries that match the connection. */
export function limitsOf(verdict: DirectionVerdict, matching: readonly Entry[]): readonly Limit[] {
  if (verdict.verdict === 'undecidable') return [unknown(verdict.reason)];
  const { proxied, authentication } = verdict;
  const mutual: readonly Limit[] = authentication === 'required' ? [{ kind: 'authentication', only: [] }] : [];
  if (proxied === undefined) return mutual;
  if (proxied.parser === 'crd' || proxied.verdict === 'undecidable')
    return [...mutual, unknown(proxied.reason ?? 'an Envoy listener decides')];
  const allowing = matching.filter(entryAllows);
  const winner = allowing.find(({ origin }) => origin === verdict.rules);
  if (proxied.parser === 'dns') {
    const place = JSON.stringify(winner && placeOf(winner.match));
    const own = allowing.filter(({ match }) => JSON.stringify(placeOf(match)) === place);
    return [...mutual, limit('DNS', own, ({ dns }) => dns?.flatMap(textsOf))];
  }
  const ofEnvoy = allowing.filter(({ redirect }) => redirect?.parser !== 'crd');
  const byName = limit('SNI', ofEnvoy, ({ serverNames }) => (serverNames.length === 0 ? undefined : serverNames));
  const requests = limit(kinds[proxied.parser], ofEnvoy, admittedBy[proxied.parser]);
  const isNamed = byName.only.length > 0;
  return [...mutual, ...(isNamed ? [byName] : []), ...(isNamed && proxied.parser === 'tls' ? [] : [requests])];
}

const unknown = (reason = ''): Limit => ({ kind: 'unknown', only: [reason] });

/** What each proxy of Envoy asks of a request; undefined: any goes. */
const admittedBy: Readonly<
  Record<'http' | 'kafka' | 'proxylib' | 'tls', (redirect: Redirect) => readonly string[] | undefined>
> = {
  http: ({ http }) => http?.map(formatHttp),
  kafka: ({ opaque }) => opaque && ['Kafka rules, which are not evaluated'],
  proxylib: ({ opaque, protocol }) => opaque && [`${protocol} rules, which are not evaluated`],
  tls: () => undefined,
};

/** Any allow lets a request pass that asks nothing of it. */
function limit(
  kind: Limit['kind'],
  allowing: readonly Entry[],
  admitted: (redirect: Redirect) => readonly string[] | undefined,
): Limit {
  const lists = allowing.map(({ redirect }) => redirect && admitted(redirect));
  const isOpen = lists.some(list => list === undefined);
  return { kind, only: isOpen ? [] : [...new Set(lists.flatMap(list => list ?? []))] };
}

function formatHttp({ method, path, host, headers = [], headerMatches = [] }: HttpRule): string {
  const names = [...headers, ...headerMatches.flatMap(({ name }) => name ?? [])];
  const target = `${host ?? ''}${path ?? ''}`;
  const parts = [method || (target === '' && names.length === 0 ? 'any request' : ''), target];
  return [...parts.filter(Boolean), ...(names.length === 0 ? [] : [`with ${names.join(', ')}`])].join(' ');
}

/** The limits of both ends, each once. */
export function everyLimit(a: readonly Limit[], b: readonly Limit[]): readonly Limit[] {
  const known = new Set(a.map(limit => JSON.stringify(limit)));
  return [...a, ...b.filter(limit => !known.has(JSON.stringify(limit)))];
}

/** `HTTP GET /v1/.*, PUT /v1/items`, `mutual authentication`, `undecidable: …`. */
export function formatLimit({ kind, only }: Limit): string {
  if (kind === 'unknown') return `undecidable: ${only.join(', ')}`;
  if (kind === 'authentication') return 'mutual authentication';
  return only.length === 0 ? `any ${kind}` : `${kind} ${only.join(', ')}`;
}

/** `HTTP`, `undecidable`: the kind alone, for where room is scarce. */
export const formatLimitKind = ({ kind }: Limit): string => (kind === 'unknown' ? 'undecidable' : kind);
