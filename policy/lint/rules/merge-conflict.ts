import type { LintRule } from '../visit';

export const mergeConflict: LintRule = {
  code: 'merge-conflict',
  severity: 'error',
  title: 'Rules for the same pods, peers and port that Cilium cannot merge',
  why: 'Each of the policies is valid, but not both together: Cilium then fails to compute the policy of the pods that both select, in both directions, and keeps what it had before. No validation shows it, only the agent’s log.',
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
  source: 'cilium 1.19 pkg/policy/rule.go mergePortProto',
  find: ({ pods, engine }) => {
    const conflicts = new Map(
      pods.flatMap(({ workload }) => {
        const conflict = engine.endpoint(workload.name).policy?.conflict;
        return conflict === undefined ? [] : [[conflict.message, { conflict, name: workload.name }] as const];
      }),
    );
    return [...conflicts.values()].flatMap(({ conflict, name }) => {
      const { manifest, path } = conflict.rules.at(-1)!;
      return {
        in: manifest,
        at: path,
        message: `${conflict.message}: Cilium computes no policy for \`${name}\``,
        repair: 'give the rules different ports or peers',
      };
    });
  },
};
