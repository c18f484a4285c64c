import { re2Fault } from '../../../model/re2';
import { allItems } from '../context';
import type { LintRule } from '../rule';

export const httpHostRegex: LintRule = {
  code: 'http-host-regex',
  severity: 'error',
  summary: 'an HTTP host that is no expression',
  why: 'Cilium compiles the expressions of method and path when it reads a policy, that of `host` it hands on to Envoy as it is. One that does not compile is refused there, and with it the whole policy of the endpoint. `*.example.com` is such a one: the star follows nothing.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ host: "*.example.com" }] } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ host: ".*[.]example[.]com" }] } }]
`,
  find: context =>
    allItems(context).flatMap(({ item, path, written: { manifest } }) =>
      (item.toPorts ?? []).flatMap(({ rules }, index) =>
        (rules?.http ?? []).flatMap(({ host = '' }, number) => {
          const fault = re2Fault(host);
          if (fault === undefined) return [];
          return [
            {
              manifest,
              path: [...path, 'toPorts', index, 'rules', 'http', number, 'host'],
              message: `\`${host}\` is no RE2 expression: ${fault}`,
              repair: 'escape the dots and write `.*` for anything',
            },
          ];
        }),
      ),
    ),
};
