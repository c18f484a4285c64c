import { type LintRule, onPortRules, when } from '../visit';

export const portsWithoutEffect: LintRule = {
  code: 'ports-without-effect',
  severity: 'warning',
  title: 'A `toPorts` entry without ports',
  why: 'An entry of `toPorts` consists of its ports. Without any it matches nothing, and neither do the HTTP rules in it: the rule allows nothing, where an absent `toPorts` would allow every port.',
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
  source: 'cilium 1.19 pkg/policy/api/l4.go PortRule',
  find: onPortRules(({ ports = [], rules }, at) =>
    when(ports.length === 0 && rules?.dns === undefined, {
      ...at(),
      message: 'an entry without ports matches nothing',
      repair: 'name the ports, or remove `toPorts` for every port',
    }),
  ),
};
