import { memoize } from '../model/memoize';
import type { Decision, PortLookup } from './decide';
import { type Entry, entryAllows, placeOf } from './entry';
import { matchesName } from './fqdn';
import { httpMatcher, nearestMiss } from './http';
import type { Flow } from './input';
import type { Parser, Redirect } from './redirect';
import type { PortMatch } from './rules';

/** What becomes of a connection that is sent through the proxy. */
export interface Proxied {
  readonly parser: Parser;
  /** `unasked`: the question has no request, name or server name that the rules could be asked about. */
  readonly verdict: 'allowed' | 'denied' | 'unasked' | 'undecidable';
  /** Why it is undecidable or denied, where that can be said. */
  readonly reason?: string;
}

/** What a question asks the proxy about. */
export type Request = Pick<Flow, 'http' | 'dns' | 'sni'>;

/** An entry with its redirect. */
type ProxiedEntry = Entry & { readonly redirect: Redirect };

/**
 * Other entries whose connections come to the same proxy port as those of one: Cilium knows a redirect by protocol,
 * first port and listener alone (cilium 1.19.7 pkg/policy/proxyid.go). Which of them makes it is left to chance.
 */
export function rivalsOf(entry: Entry, entries: readonly Entry[], named: PortLookup): ProxiedEntry[] {
  if (!isProxied(entry)) return [];
  const first = firstPort(entry.match, named);
  return proxiedOf(entries).filter(
    other =>
      other.match.protocol === entry.match.protocol &&
      other.redirect.listener === entry.redirect.listener &&
      firstPort(other.match, named) === first &&
      proxyOf(other) !== proxyOf(entry),
  );
}

const proxiedOf = memoize((entries: readonly Entry[]) => entries.filter(isProxied));

const isProxied = (entry: Entry): entry is ProxiedEntry => entry.redirect !== undefined && entryAllows(entry);

const firstPort = ({ name, port, protocol }: PortMatch, named: PortLookup) =>
  name === undefined ? port : named(name, protocol);

/** The proxy that takes a redirect: DNS proxies are as many as there are ports with DNS rules, Envoy has two for TCP. */
function proxyOf({ redirect, match }: ProxiedEntry): string {
  switch (redirect.parser) {
    case 'http':
      return 'http';
    case 'dns':
      return `dns ${JSON.stringify(placeOf(match))}`;
    case 'crd':
      return `crd ${redirect.listener}`;
    default:
      return 'tcp';
  }
}

/** What the proxy makes of the request; where it is left to chance which proxy it is, only what all of them make of it. */
export function judgeRequest(
  { entry, matching }: Decision,
  rivals: readonly ProxiedEntry[],
  flow: Request,
): Proxied | undefined {
  if (entry === undefined || !isProxied(entry)) return undefined;
  const { parser } = entry.redirect;
  const allowing = matching.filter(entryAllows);
  const [verdict, ...others] = [entry, ...rivals].map(each => through(each, allowing, flow));
  if (verdict !== undefined && others.every(other => other === verdict)) {
    const reason = verdict === 'denied' ? denialOf(entry, allowing, flow) : undefined;
    return { parser, verdict, ...(reason !== undefined && { reason }) };
  }
  const parsers = [...new Set([entry, ...rivals].map(({ redirect }) => `\`${redirect.parser}\``))];
  const reason = `the rules for ${parsers.join(' and ')} share a proxy port, and it is left to chance which proxy takes it`;
  return { parser, verdict: 'undecidable', reason };
}

function through(entry: ProxiedEntry, allowing: readonly Entry[], flow: Request): Proxied['verdict'] {
  switch (entry.redirect.parser) {
    case 'crd':
      return 'undecidable';
    case 'dns':
      return throughDns(entry, allowing, flow);
    case 'http':
      if (flow.dns !== undefined) return 'denied';
      return both(admitsHandshake(allowing, flow), admitsRequest(allowing, flow));
    default:
      return both(admitsHandshake(allowing, flow), admitsOpaque(allowing));
  }
}

/** The DNS proxy has the rules of its own port entry alone: an allow for all ports does not lift them. */
function throughDns({ match }: ProxiedEntry, allowing: readonly Entry[], flow: Request): Proxied['verdict'] {
  const { dns: name } = flow;
  if (name === undefined) return flow.http === undefined && flow.sni === undefined ? 'unasked' : 'denied';
  const place = JSON.stringify(placeOf(match));
  const own = allowing.filter(each => JSON.stringify(placeOf(each.match)) === place);
  const admits = ({ redirect }: Entry) =>
    redirect?.dns === undefined || redirect.dns.some(rule => matchesName(rule, name));
  return own.some(admits) ? 'allowed' : 'denied';
}

/** Envoy asks on the connection for the server name, and then on each request; any matching allow may answer either. */
const ofEnvoy = (entries: readonly Entry[]) => entries.filter(({ redirect }) => redirect?.parser !== 'crd');

function admitsHandshake(allowing: readonly Entry[], { sni }: Request): Proxied['verdict'] {
  return best(
    ofEnvoy(allowing).map(({ redirect: { serverNames } = { serverNames: [] } }) => {
      if (serverNames.length === 0) return 'allowed';
      if (sni === undefined) return 'unasked';
      return serverNames.some(pattern => matchesName({ matchPattern: pattern }, sni)) ? 'allowed' : 'denied';
    }),
  );
}

/** Rules of other protocols do not restrict HTTP. */
function admitsRequest(allowing: readonly Entry[], { http: request }: Request): Proxied['verdict'] {
  return best(
    ofEnvoy(allowing).map(({ redirect }) => {
      if (redirect?.http === undefined) return 'allowed';
      if (request === undefined) return 'unasked';
      const results = redirect.http.map(rule => httpMatcher(rule)(request));
      return results.includes(true) ? 'allowed' : results.includes(undefined) ? 'undecidable' : 'denied';
    }),
  );
}

/** HTTP rules do not restrict what the proxy for TCP takes; Kafka and generic rules do, and cannot be asked about. */
const admitsOpaque = (allowing: readonly Entry[]): Proxied['verdict'] =>
  best(ofEnvoy(allowing).map(({ redirect }) => (redirect?.opaque === undefined ? 'allowed' : 'unasked')));

/** What keeps the nearest rule from admitting the request. */
function denialOf(
  { redirect: { parser } }: ProxiedEntry,
  allowing: readonly Entry[],
  flow: Request,
): string | undefined {
  const { http: request, dns, sni } = flow;
  if (parser === 'dns' && dns !== undefined) return `no rule admits the name \`${dns}\``;
  if (parser === 'http' && request !== undefined && admitsRequest(allowing, flow) === 'denied')
    return nearestMiss(
      ofEnvoy(allowing).flatMap(({ redirect }) => redirect?.http ?? []),
      request,
    );
  return sni === undefined ? undefined : `no rule admits the server name \`${sni}\``;
}

const byWeight = ['denied', 'undecidable', 'unasked', 'allowed'] as const;

const best = (verdicts: readonly Proxied['verdict'][]) =>
  (['allowed', 'undecidable', 'unasked'] as const).find(verdict => verdicts.includes(verdict)) ?? 'denied';

const both = (a: Proxied['verdict'], b: Proxied['verdict']) =>
  byWeight.find(verdict => verdict === a || verdict === b) ?? 'denied';
