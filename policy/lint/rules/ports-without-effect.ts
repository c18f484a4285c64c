import { allItems } from '../context';
import type { LintRule } from '../rule';

export const portsWithoutEffect: LintRule = {
  code: 'ports-without-effect',
  severity: 'warning',
  summary: 'a `toPorts` entry without ports',
  why: 'An entry of `toPorts` is made of its ports. Without any it matches nothing, and so do the HTTP rules in it: the rule allows nothing, where an absent `toPorts` would allow every port.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{}]
      toPorts: [{ rules: { http: [{ method: GET }] } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{}]
      toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET }] } }]
`,
  find: context =>
    allItems(context).flatMap(({ item, path, written: { manifest } }) =>
      (item.toPorts ?? []).flatMap(({ ports = [] }, index) =>
        ports.length > 0
          ? []
          : [
              {
                manifest,
                path: [...path, 'toPorts', index],
                message: 'an entry without ports matches nothing',
                repair: 'name the ports, or remove `toPorts` for every port',
              },
            ],
      ),
    ),
};
