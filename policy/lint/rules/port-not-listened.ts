import type { PortMatch } from '../../rules';
import type { ContainerPort } from '../../workloads';
import { subjectsOf } from '../context';
import type { LintRule } from '../rule';

export const portNotListened: LintRule = {
  code: 'port-not-listened',
  severity: 'warning',
  summary: 'ingress on a port that no container of the pods has',
  why: 'A policy sees the port of the pod, not of the Service: traffic to Service port 80 with `targetPort: 8080` arrives at 8080. A named port that no container has matches nothing. Pods that declare no port at all are not judged.',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: c, ports: [{ name: http, containerPort: 8080 }] }] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{}]
      toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: c, ports: [{ name: http, containerPort: 8080 }] }] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{}]
      toPorts: [{ ports: [{ port: http, protocol: TCP }] }]
`,
  find: context =>
    context.rules.flatMap(rule => {
      const subjects = [...subjectsOf(rule, context)];
      if (rule.direction !== 'ingress' || rule.verdict === 'deny' || subjects.length === 0) return [];
      if (subjects.some(({ workload }) => workload.ports.length === 0)) return [];
      const ports = subjects.flatMap(({ workload }) => workload.ports);
      return rule.ports.flatMap(entry => {
        const isIcmp = entry.ports.some(({ protocol }) => protocol.startsWith('ICMP'));
        if (isIcmp || entry.ports.length === 0 || entry.ports.some(match => ports.some(port => isHit(match, port))))
          return [];
        const wanted = [...new Set(entry.ports.map(({ name, port }) => name ?? port))].join(', ');
        const known = [
          ...new Set(ports.map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`))),
        ].join(', ');
        return [
          {
            ...entry.ref,
            message: `no container of the selected pods listens on ${wanted}`,
            allowed: known,
            repair: 'write the port of the container, not of the Service',
          },
        ];
      });
    }),
};

function isHit(match: PortMatch, port: ContainerPort): boolean {
  if (match.protocol !== port.protocol) return false;
  if (match.name !== undefined) return match.name === port.name?.toLowerCase();
  return match.port === 0 || (port.port >= match.port && port.port <= Math.max(match.port, match.endPort));
}
