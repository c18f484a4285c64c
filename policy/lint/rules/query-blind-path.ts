import { RE2JS } from 're2js';
import { type LintRule, onHttpRules, when } from '../visit';

export const queryBlindPath: LintRule = {
  code: 'query-blind-path',
  severity: 'note',
  title: 'An HTTP path that matches no request with a query',
  why: 'The expression is matched against the whole `:path` of the request, query included: `/search` does not match `/search?q=1`, nor does it match `/search/`. You need no anchors, and nothing is a prefix.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: /search }] } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: "/search([?].*)?" }] } }]
`,
  source: 'cilium 1.19 pkg/envoy/xds_server.go getHTTPRule',
  find: onHttpRules(({ path = '' }, at) =>
    when(path !== '' && isQueryBlind(path), {
      ...at('path'),
      message: `\`${path}\` matches no request that has a query`,
      repair: `write \`${path.replace(/\$$/, '')}([?].*)?\` where a query may follow`,
    }),
  ),
};

/** A path with a literal end that does not match with a query behind it. */
function isQueryBlind(path: string): boolean {
  const literal = path.replace(/^\^/, '').replace(/\$$/, '');
  if (!/^[\w/.-]*$/.test(literal)) return !/[*+)\]}]$/.test(literal) && !literal.includes('?');
  return !RE2JS.compile(path).matches(`${literal}?q=1`);
}
