import { endpointLabels } from '../../labels';
import type { LintRule } from '../rule';

export const selectsHostNetwork: LintRule = {
  code: 'selects-host-network',
  severity: 'warning',
  summary: 'a policy for pods that run in the host network',
  why: 'A pod with `hostNetwork: true` has the identity of its node. No policy for pods selects it, neither as subject nor as peer: to its own node it is the entity `host`, to the others `remote-node`. Its own traffic is the host firewall’s.',
  wrong: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: kube-system }
spec: { template: { metadata: { labels: { app: agent } }, spec: { hostNetwork: true, containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: agent, namespace: kube-system }
spec:
  endpointSelector: { matchLabels: { app: agent } }
  ingress: [{}]
`,
  right: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: kube-system }
spec: { template: { metadata: { labels: { app: agent } }, spec: { hostNetwork: true, containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: metrics, namespace: monitoring }
spec:
  endpointSelector: { matchLabels: { app: prometheus } }
  egress:
    - toEntities: [host, remote-node]
`,
  find: ({ rules, workloads, settings, pods }) => {
    const hosts = workloads
      .filter(({ hostNetwork }) => hostNetwork)
      .map(({ name, endpoint }) => ({ name, labels: endpointLabels(endpoint, settings) }));
    const seen = new Set<string>();
    return rules.flatMap(rule => {
      const found = hosts.filter(({ labels }) => !rule.node && rule.subject.matches(labels));
      const isMeantForPods = pods.some(({ labels }) => rule.subject.matches(labels));
      const key = `${rule.ref.manifest.file} ${rule.ref.manifest.object.metadata.name} ${rule.subject.key}`;
      if (found.length === 0 || isMeantForPods || seen.has(key)) return [];
      seen.add(key);
      return [
        {
          manifest: rule.ref.manifest,
          path: ['spec'],
          message: `${found.map(({ name }) => `\`${name}\``).join(', ')} runs in the host network, where no policy for pods applies`,
          repair:
            'name it by the entities `host` and `remote-node` at its peers, or write a policy with `nodeSelector`',
        },
      ];
    });
  },
};
