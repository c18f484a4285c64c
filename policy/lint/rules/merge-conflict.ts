import { compilePolicy } from '../../compile';
import type { LintRule } from '../rule';

export const mergeConflict: LintRule = {
  code: 'merge-conflict',
  severity: 'error',
  summary: 'rules for the same pods, peers and port that Cilium cannot merge',
  why: 'Each of the policies is fine, together they are not: Cilium then fails to compute the policy of the pods that both select, in both directions, and keeps what it had before. No validation shows it, only the agent’s log.',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{}]
      toPorts: [{ ports: [{ port: "53", protocol: TCP }], rules: { dns: [{ matchPattern: "*" }] } }]
    - toEndpoints: [{}]
      toPorts: [{ ports: [{ port: "53", protocol: TCP }], rules: { http: [{ method: GET }] } }]
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{}]
      toPorts: [{ ports: [{ port: "53", protocol: TCP }], rules: { dns: [{ matchPattern: "*" }] } }]
    - toEndpoints: [{}]
      toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET }] } }]
`,
  find: ({ pods, rules, settings }) => {
    const conflicts = new Map(
      pods.flatMap(({ labels, workload }) => {
        const { conflict } = compilePolicy(labels, rules, settings);
        return conflict === undefined ? [] : [[conflict.message, { conflict, name: workload.name }] as const];
      }),
    );
    return [...conflicts.values()].map(({ conflict, name }) => ({
      ...conflict.rules.at(-1)!,
      message: `${conflict.message}: \`${name}\` gets no policy at all`,
      repair: 'give the rules different ports or peers',
    }));
  },
};
