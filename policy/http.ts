import { RE2JS } from 're2js';
import { memoize } from '../model/memoize';
import type { HeaderMatch, HttpRule } from './cilium-types';
import type { HttpRequest } from './input';

/** What a rule makes of a request; undefined where it depends on what the manifests do not hold. */
export type HttpMatcher = (request: HttpRequest) => boolean | undefined;

/** One field that a rule asks for, as people say it, and what the rule makes of it. */
interface FieldTest {
  readonly says: (request: HttpRequest) => string;
  readonly test: HttpMatcher;
}

/** Envoy's matchers for one rule (cilium 1.20 pkg/envoy/policy): whole-string RE2, headers by value or presence. */
const fieldTests = memoize((rule: HttpRule): readonly FieldTest[] => [
  ...pattern('method', rule.method, request => request.method),
  ...pattern('path', rule.path, request => request.path),
  ...pattern('host', rule.host, request => request.host ?? ''),
  ...(rule.headers ?? []).map(text => ({ says: () => `a header \`${text}\` is missing`, test: header(text) })),
  ...(rule.headerMatches ?? []).map(match => ({
    says: () => `the header \`${match.name}\` does not have the value`,
    test: headerMatch(match),
  })),
]);

export const httpMatcher = memoize((rule: HttpRule): HttpMatcher => {
  const tests = fieldTests(rule);
  return request => {
    const results = tests.map(({ test }) => test(request));
    return results.includes(false) ? false : results.includes(undefined) ? undefined : true;
  };
});

/** Which fields of a request keep the nearest of several rules from admitting it. */
export function nearestMiss(rules: readonly HttpRule[], request: HttpRequest): string | undefined {
  const misses = rules.map(rule =>
    fieldTests(rule).flatMap(({ test, says }) => (test(request) === false ? [says(request)] : [])),
  );
  const fewest = Math.min(...misses.map(({ length }) => length));
  return misses.find(({ length }) => length === fewest)?.join(', ');
}

function pattern(field: string, text: string | undefined, read: (request: HttpRequest) => string): FieldTest[] {
  const says = (request: HttpRequest) => {
    const value = read(request);
    return value === '' ? `the request names no ${field}` : `the ${field} \`${value}\` does not match \`${text}\``;
  };
  return text ? [{ says, test: regex(text, read) }] : [];
}

function regex(text: string, read: (request: HttpRequest) => string): HttpMatcher {
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
