import { entryAllows } from './compile';
import type { Decision } from './decide';
import { matchesName } from './fqdn';
import { httpMatcher } from './http';
import type { Flow } from './input';
import type { Parser, Redirect } from './redirect';

/** What becomes of a connection that is sent through the proxy. */
export interface Proxied {
  readonly parser: Parser;
  /** `unasked`: the question has no request, name or server name that the rules could be asked about. */
  readonly verdict: 'allowed' | 'denied' | 'unasked' | 'undecidable';
}

/** Any matching allow lets a request pass that has no rules for it, or one of whose rules it meets. */
export function judgeRequest({ entry, matching }: Decision, flow: Flow): Proxied | undefined {
  const parser = entry?.redirect?.parser;
  if (parser === undefined) return undefined;
  if (parser === 'crd') return { parser, verdict: 'undecidable' };
  const verdicts = matching.filter(entryAllows).map(({ redirect }) => (redirect ? ask(redirect, flow) : 'allowed'));
  for (const verdict of ['allowed', 'undecidable', 'unasked'] as const)
    if (verdicts.includes(verdict)) return { parser, verdict };
  return { parser, verdict: 'denied' };
}

function ask({ http, dns, serverNames }: Redirect, flow: Flow): Proxied['verdict'] {
  if (serverNames.length > 0) {
    const { sni } = flow;
    if (sni === undefined) return 'unasked';
    if (!serverNames.some(pattern => matchesName({ matchPattern: pattern }, sni))) return 'denied';
  }
  if (http !== undefined) {
    const { http: request } = flow;
    if (request === undefined) return 'unasked';
    const results = http.map(rule => httpMatcher(rule)(request));
    return results.includes(true) ? 'allowed' : results.includes(undefined) ? 'undecidable' : 'denied';
  }
  if (dns === undefined) return 'allowed';
  const { dns: name } = flow;
  if (name === undefined) return 'unasked';
  return dns.some(rule => matchesName(rule, name)) ? 'allowed' : 'denied';
}
