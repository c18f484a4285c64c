import { RE2JS } from 're2js';
import { allItems } from '../context';
import type { LintRule } from '../rule';

export const queryBlindPath: LintRule = {
  code: 'query-blind-path',
  severity: 'note',
  summary: 'an HTTP path that matches no request with a query',
  why: 'The expression is matched against the whole `:path` of the request, and that carries the query: `/search` does not match `/search?q=1`, nor does it match `/search/`. Nothing has to be anchored, and nothing is a prefix.',
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
  find: context =>
    allItems(context).flatMap(({ item, path, written: { manifest } }) =>
      (item.toPorts ?? []).flatMap(({ rules }, index) =>
        (rules?.http ?? []).flatMap((rule, number) =>
          rule.path === undefined || rule.path === '' || !isQueryBlind(rule.path)
            ? []
            : [
                {
                  manifest,
                  path: [...path, 'toPorts', index, 'rules', 'http', number, 'path'],
                  message: `\`${rule.path}\` matches no request that has a query`,
                  repair: `write \`${rule.path.replace(/\$$/, '')}([?].*)?\` where a query may follow`,
                },
              ],
        ),
      ),
    ),
};

/** Told by the end: a literal one, which a query after a matching path does not match. */
function isQueryBlind(path: string): boolean {
  const literal = path.replace(/^\^/, '').replace(/\$$/, '');
  if (!/^[\w/.-]*$/.test(literal)) return !/[*+)\]}]$/.test(literal) && !literal.includes('?');
  return !RE2JS.compile(path).matches(`${literal}?q=1`);
}
