import { httpMatcher, nearestMiss } from './http';
import type { HttpRequest } from './input';

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', path: '/', ...more });

// A backtracking matcher would not come back from it.
test('an expression that defeats a backtracking matcher is matched', () => {
  const matches = httpMatcher({ path: '/(a+)+b' });
  expect(matches(request({ path: `/${'a'.repeat(5000)}` }))).toBe(false);
});

test.each([
  [{ headers: ['X-Tok: 42'] }, { 'x-tok': '42' }, true],
  [{ headers: ['X-Tok: 42'] }, { 'X-Tok': '43' }, false],
  [{ headers: ['X-Tok'] }, { 'X-Tok': '' }, true],
  [{ headers: ['X-Tok'] }, {}, false],
  [{ headers: ['X-Tok:42'] }, { 'X-Tok': '42' }, false],
  [{ headerMatches: [{ name: 'X-Tok', value: '42' }] }, { 'X-Tok': '43' }, false],
  [{ headerMatches: [{ name: 'X-Tok', value: '42', mismatch: 'LOG' }] }, {}, true],
  [{ headerMatches: [{ name: 'X-Tok', secret: { name: 's' } }] }, {}, undefined],
  [{ host: '*.a.io' }, {}, undefined],
  [{ host: '*.a.io', method: 'PUT' }, {}, false],
])('%j on headers %j: %s', (rule, headers, expected) => {
  expect(httpMatcher(rule)(request({ headers: headers as Record<string, string> }))).toBe(expected);
});

test.each([
  [
    [{ method: 'GET', path: '/api/.*' }],
    request({ method: 'PUT', path: '/api/x' }),
    'the method `PUT` does not match `GET`',
  ],
  [
    [
      { method: 'PUT', path: '/a', host: 'a.io' },
      { method: 'GET', path: '/b' },
    ],
    request(),
    'the path `/` does not match `/b`',
  ],
  [[{ host: 'a.io' }], request(), 'the request names no host'],
  [[{ headers: ['X-Tok: 42'] }], request(), 'a header `X-Tok: 42` is missing'],
])('of %j the nearest rule is named with what it misses', (rules, asked, miss) => {
  expect(nearestMiss(rules, asked)).toBe(miss);
});
