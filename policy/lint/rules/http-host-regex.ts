import { re2Fault } from '../../../model/re2';
import { type LintRule, onHttpRules, when } from '../visit';

export const httpHostRegex: LintRule = {
  code: 'http-host-regex',
  severity: 'error',
  title: 'An HTTP host that is not a valid expression',
  why: 'Cilium compiles the expressions of `method` and `path` when it reads a policy, but passes `host` on to Envoy as it is. One that does not compile is rejected there, and with it the whole policy of the endpoint. `*.example.com` is an example: the star repeats nothing.',
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
  source: 'cilium 1.19 pkg/policy/api/http.go Sanitize',
  find: onHttpRules(({ host = '' }, at) => {
    const fault = re2Fault(host);
    return when(fault !== undefined, {
      ...at('host'),
      message: `\`${host}\` is not a valid RE2 expression: ${fault}`,
      repair: 'escape the dots and write `.*` for any text',
    });
  }),
};
