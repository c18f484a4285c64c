import { listOf, nameOf, recordOf, textsOf } from '../../../model/fields';
import { selects } from '../../../model/label-selector';
import type { PolicyRule, PortMatch } from '../../rules';
import { type ContainerPort, namespaceOf } from '../../workloads';
import { type LintContext, type Pod, podsOf, subjectsOf } from '../context';
import { type LintRule, onRules } from '../visit';

export const portNotListened: LintRule = {
  code: 'port-not-listened',
  severity: 'warning',
  title: 'A port that no container of the pods has',
  why: 'A policy sees the port of the pod, not of the Service: traffic to Service port 80 with `targetPort: 8080` arrives at 8080. A named port that no container has matches nothing. Both sides are checked: ingress against the ports of the selected pods, egress against those of the peers. Pods that declare no port are not judged, nor are those of namespaces whose workloads are not all known.',
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
  source: 'cilium 1.19 Documentation/security/policy/layer4.rst',
  find: onRules((rule, context) => {
    if (rule.verdict === 'deny') return [];
    const targets = targetsOf(rule, context);
    if (targets === undefined || targets.length === 0 || targets.some(({ workload }) => workload.ports.length === 0))
      return [];
    const ports = targets.flatMap(({ workload }) => workload.ports);
    return rule.ports.flatMap(entry => {
      const isIcmp = entry.ports.some(({ protocol }) => protocol.startsWith('ICMP'));
      if (isIcmp || entry.ports.length === 0 || entry.ports.some(match => ports.some(port => isHit(match, port))))
        return [];
      const wanted = [...new Set(entry.ports.map(({ name, port }) => name ?? port))].join(', ');
      const known = new Set(ports.map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`)));
      const service = serviceWith(entry.ports, targets, context);
      return [
        {
          in: entry.ref.manifest,
          at: entry.ref.path,
          message: `no container of the ${rule.direction === 'ingress' ? 'selected pods' : 'peers'} listens on ${wanted}${service === undefined ? '' : `, which is the port of \`${service}\``}`,
          allowed: [...known].join(', '),
          repair: 'write the port of the container, not of the Service',
        },
      ];
    });
  }),
};

/** The pods whose ports a rule names; undefined where not all of them are known. */
function targetsOf(rule: PolicyRule, context: LintContext): Pod[] | undefined {
  const { known, pods } = context;
  if (rule.direction === 'ingress')
    return rule.node || !known.reachesKnown(rule.subject.terms) ? undefined : subjectsOf(rule, context);
  const terms = (rule.peers ?? []).map(({ selector }) => selector.terms);
  if (!terms.every(each => each !== undefined && known.reachesKnown(each))) return undefined;
  return terms.flatMap(each => (each === undefined ? [] : podsOf(each, pods)));
}

function isHit(match: PortMatch, port: ContainerPort): boolean {
  if (match.protocol !== port.protocol) return false;
  if (match.name !== undefined) return match.name === port.name?.toLowerCase();
  return match.port === 0 || (port.port >= match.port && port.port <= Math.max(match.port, match.endPort));
}

/** A Service of the pods that has one of the ports. */
function serviceWith(matches: readonly PortMatch[], targets: readonly Pod[], { manifests }: LintContext) {
  const service = manifests.find(({ object }) => {
    if (object.kind !== 'Service') return false;
    const matchLabels = textsOf(object, 'spec', 'selector');
    const isOfTargets = targets.some(
      ({ workload: { endpoint } }) =>
        endpoint.namespace === namespaceOf(object) && selects({ matchLabels }, endpoint.labels ?? {}),
    );
    const ports = listOf(object, 'spec', 'ports').map(port => recordOf(port));
    const hasPort = ports.some(({ port, name }) =>
      matches.some(match => (match.name ? match.name === name : match.port === port)),
    );
    return Object.keys(matchLabels).length > 0 && isOfTargets && hasPort;
  });
  return service && nameOf(service.object);
}
