import { RE2JS } from 're2js';
import { memoize } from '../model/memoize';
import type { HeaderMatch, HttpRule } from './cilium-types';
import type { HttpRequest } from './input';

/** What a rule makes of a request; undefined where it depends on what the manifests do not hold. */
export type HttpMatcher = (request: HttpRequest) => boolean | undefined;

/** Envoy's matchers for one rule (cilium 1.20 pkg/envoy/policy): whole-string RE2, headers by value or presence. */
export const httpMatcher = memoize((rule: HttpRule): HttpMatcher => {
  const tests: HttpMatcher[] = [
    regex(rule.method, request => request.method),
    regex(rule.path, request => request.path),
    regex(rule.host, request => request.host ?? ''),
    ...(rule.headers ?? []).map(header),
    ...(rule.headerMatches ?? []).map(headerMatch),
  ];
  return request => {
    const results = tests.map(test => test(request));
    return results.includes(false) ? false : results.includes(undefined) ? undefined : true;
  };
});

function regex(text: string | undefined, read: (request: HttpRequest) => string): HttpMatcher {
  if (!text) return () => true;
  try {
    const pattern = RE2JS.compile(text);
    return request => pattern.matches(read(request));
  } catch {
    // Only a host can fail to compile here: Cilium passes it on, and Envoy rejects the whole policy.
    return () => undefined;
  }
}

/** `X-Tok: 42` asks for the value, `X-Tok` for the presence; Envoy takes an empty value for presence too. */
function header(text: string): HttpMatcher {
  const space = text.indexOf(' ');
  if (space === -1) return request => headerOf(request, text) !== undefined;
  return exactHeader(text.slice(0, space).replace(/:+$/, ''), text.slice(space + 1));
}

/** With an action on a mismatch the request is changed, not refused. */
function headerMatch({ name = '', value = '', secret, mismatch = '' }: HeaderMatch): HttpMatcher {
  if (mismatch !== '') return () => true;
  return secret === undefined ? exactHeader(name, value) : () => undefined;
}

function exactHeader(name: string, value: string): HttpMatcher {
  return request => {
    const found = headerOf(request, name);
    return found !== undefined && (value === '' || found === value);
  };
}

function headerOf({ headers = {} }: HttpRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const key = Object.keys(headers).find(each => each.toLowerCase() === wanted);
  return key === undefined ? undefined : headers[key];
}
