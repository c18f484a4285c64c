import { type Pod, podsOf } from '../context';
import { type LintRule, onPeers, onSubjects, when } from '../visit';

export const selectsHostNetwork: LintRule = {
  code: 'selects-host-network',
  severity: 'warning',
  title: 'A policy for pods that run in the host network',
  why: 'A pod with `hostNetwork: true` has the identity of its node. No policy for pods selects it, neither as subject nor as peer: on its own node it is the entity `host`, from the others `remote-node`. Its own traffic is controlled by the host firewall.',
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
  source: 'cilium 1.19 Documentation/security/policy/kubernetes.rst',
  find: context => [
    ...onSubjects((rule, at, { pods, hostPods }) => {
      const meant = rule.node ? [] : hostPods.filter(({ labels }) => rule.subject.matches(labels));
      const isMeantForPods = pods.some(({ labels }) => rule.subject.matches(labels));
      return when(meant.length > 0 && !isMeantForPods, {
        ...at(),
        message: `${namesOf(meant)} in the host network, where no policy for pods applies`,
        repair:
          'name the entities `host` and `remote-node` in the policies of its peers, or write a policy with `nodeSelector`',
      });
    })(context),
    ...onPeers(({ selector: { terms } }, at, { direction }, { pods, hostPods }) => {
      if (terms === undefined || Object.keys(terms.labels).length + terms.expressions.length === 0) return [];
      const meant = podsOf(terms, hostPods);
      return when(meant.length > 0 && podsOf(terms, pods).length === 0, {
        ...at(),
        message: `${namesOf(meant)} in the host network, so these labels never match`,
        repair: `use \`${direction === 'ingress' ? 'from' : 'to'}Entities: [host, remote-node]\``,
      });
    })(context),
  ],
};

const namesOf = (pods: readonly Pod[]) =>
  `${pods.map(({ workload }) => `\`${workload.name}\``).join(', ')} ${pods.length === 1 ? 'runs' : 'run'}`;
