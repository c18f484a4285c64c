import { endpointLabels } from '../../labels';
import type { PolicyRule } from '../../rules';
import { subjectsOf } from '../context';
import type { LintRule } from '../rule';

export const selectorMatchesNothing: LintRule = {
  code: 'selector-matches-nothing',
  severity: 'warning',
  summary: 'a policy that selects none of the workloads',
  why: 'A policy whose selector matches no pod is accepted and does nothing: whom it was to protect is open. Only policies in namespaces that have workloads are judged, and only where all workloads are among the manifests.',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api, tier: front } }, spec: { containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec: { template: { metadata: { labels: { app: db, tier: back } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api, tier: back } }
  ingress: [{}]
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api, tier: front } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api, tier: front } }
  ingress: [{}]
`,
  find: context => {
    if (!context.complete) return [];
    const inhabited = new Set(context.workloads.map(({ endpoint }) => endpoint.namespace));
    const judged = context.rules.filter(
      rule =>
        !rule.node && inhabited.has(rule.ref.manifest.object.metadata.namespace ?? 'default') && isNamespaced(rule),
    );
    const specs = new Map(
      judged.map(rule => [
        `${rule.subject.key} ${rule.ref.manifest.file} ${rule.ref.manifest.object.metadata.name}`,
        rule,
      ]),
    );
    return [...specs.values()].flatMap(rule => {
      // Whoever means a workload in the host network is told so by a rule of its own.
      const meansHost = context.workloads.some(
        ({ hostNetwork, endpoint }) => hostNetwork && rule.subject.matches(endpointLabels(endpoint, context.settings)),
      );
      if (meansHost || subjectsOf(rule, context).size > 0) return [];
      const { manifest, path } = rule.ref;
      const at =
        manifest.object.kind === 'NetworkPolicy'
          ? ['spec', 'podSelector']
          : [...path.slice(0, path[0] === 'specs' ? 2 : 1), 'endpointSelector'];
      return [
        {
          manifest,
          path: at,
          message: 'the selector matches none of the workloads of its namespace',
          repair: 'compare it with the labels of the pod templates',
        },
      ];
    });
  },
};

const isNamespaced = ({ ref }: PolicyRule) => ref.manifest.object.kind !== 'CiliumClusterwideNetworkPolicy';
