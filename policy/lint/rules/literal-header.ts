import { allItems } from '../context';
import type { LintRule } from '../rule';

export const literalHeader: LintRule = {
  code: 'literal-header',
  severity: 'warning',
  summary: 'an HTTP header that looks like an expression, or has no space before its value',
  why: 'Of the fields of an HTTP rule only method, path and host are expressions. A header is compared letter by letter, and its value starts after the first space: `X-Token:42` asks for the presence of a header by that whole name.',
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
  find: context =>
    allItems(context).flatMap(({ item, path, written: { manifest } }) =>
      (item.toPorts ?? []).flatMap(({ rules }, index) =>
        (rules?.http ?? []).flatMap(({ headers = [] }, number) =>
          headers.flatMap((header, place) => {
            const at = [...path, 'toPorts', index, 'rules', 'http', number, 'headers', place];
            if (/\.[*+]|\[[^\]]+\]|\|/.test(header))
              return [
                {
                  manifest,
                  path: at,
                  message: `\`${header}\` is compared letter by letter, it is no expression`,
                  repair: 'write the header without value to ask for its presence',
                },
              ];
            if (/^[^ ]+:[^ ]+$/.test(header))
              return [
                {
                  manifest,
                  path: at,
                  message: `\`${header}\` asks for a header of that whole name`,
                  repair: `write \`${header.replace(':', ': ')}\``,
                },
              ];
            return [];
          }),
        ),
      ),
    ),
};
