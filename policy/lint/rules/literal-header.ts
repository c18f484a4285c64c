import { type LintRule, onHttpRules, when } from '../visit';

export const literalHeader: LintRule = {
  code: 'literal-header',
  severity: 'warning',
  title: 'An HTTP header that looks like an expression, or has no space before its value',
  why: 'In an HTTP rule only `method`, `path` and `host` are expressions. A header is compared literally, and its value starts after the first space: `X-Token:42` asks for a header with that whole name.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headers: ["Authorization: Bearer .*"] }] } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headers: ["Authorization"] }] } }]
`,
  source: 'cilium 1.19 pkg/policy/api/http.go',
  find: onHttpRules(({ headers = [] }, at) =>
    headers.flatMap((header, index) => {
      if (/\.[*+]|\[[^\]]+\]|\|/.test(header))
        return [
          {
            ...at('headers', index),
            message: `\`${header}\` is compared literally, not as an expression`,
            repair: 'write only the name of the header to ask for its presence',
          },
        ];
      return when(/^[^ ]+:[^ ]+$/.test(header), {
        ...at('headers', index),
        message: `\`${header}\` asks for a header with that whole name`,
        repair: `write \`${header.replace(':', ': ')}\``,
      });
    }),
  ),
};
