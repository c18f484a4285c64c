import { isRecord } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import { parseYaml } from '../model/yaml';
import { createEngine, type Engine } from '../policy/engine';
import type { Endpoint } from '../policy/input';
import { describeObject } from '../policy/rules';
import { selectableEntities } from '../policy/settings';
import { suggest } from '../policy/suggest';
import { namespaceLabels } from '../policy/workloads';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import type { Repository } from '../repository/repository';
import { settingsOf, valueOfCilium } from '../repository/settings';
import { podsOf } from '../repository/workloads';
import { schemaOf } from '../upstream/schemas/load';
import { neededByApiServer } from './connections/api-server';
import type { Need } from './connections/need';
import { neededByNodes } from './connections/nodes';
import { neededByRoutes } from './connections/routes';
import { neededByPrometheus } from './connections/scrapes';
import { endpointName } from './connections/services';
import { neededBySolvers } from './connections/solvers';

export const requireConnections: Rule<Repository> = {
  code: 'require-connections',
  severity: 'error',
  title: 'A connection that a manifest needs and the policies deny',
  why: 'A route, a webhook, a monitor, an ACME issuer and a node each need connections that nobody writes down as such. They come from unexpected peers: requests through a Gateway of Cilium have the identity `reserved:ingress`, those of the API server `reserved:kube-apiserver`. This rule derives the connections and asks the policy engine; what the engine cannot decide is not reported. Clusters that InfraFlux writes are judged by [require-closure](require-closure.md) instead.',
  wrong: `
apiVersion: v1
kind: Pod
metadata: { name: hook, namespace: shop, labels: { app: hook } }
spec: { containers: [{ name: hook, ports: [{ containerPort: 9443 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: shop }
spec: { selector: { app: hook }, ports: [{ port: 443, targetPort: 9443 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: hook.shop.svc, clientConfig: { service: { name: hook, namespace: shop } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
  right: `
apiVersion: v1
kind: Pod
metadata: { name: hook, namespace: shop, labels: { app: hook } }
spec: { containers: [{ name: hook, ports: [{ containerPort: 9443 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: shop }
spec: { selector: { app: hook }, ports: [{ port: 443, targetPort: 9443 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: hook.shop.svc, clientConfig: { service: { name: hook, namespace: shop } } }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: hook, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: hook } }
  ingress: [{ fromEntities: [kube-apiserver], toPorts: [{ ports: [{ port: "9443", protocol: TCP }] }] }]
`,
  source: 'cilium 1.19 Documentation/network/servicemesh/ingress-and-network-policy.rst',
  find: ({ clusters }) => clusters.flatMap(findingsOf),
};

function findingsOf(cluster: Cluster): RuleFinding[] {
  // In audit mode nothing is denied.
  if (cluster.graph !== undefined || valueOfCilium(cluster, 'policyAuditMode') === true) return [];
  const manifests = placedManifests(cluster);
  const settings = settingsOf(cluster);
  const { policies } = createEngine(manifests, [], schemaOf, settings);
  if (policies.rules.length === 0) return [];
  const scraped = neededByPrometheus(cluster);
  const solved = neededBySolvers(cluster);
  const ofNodes = neededByNodes(cluster, policies.rules, settings);
  const needs = [
    ...neededByRoutes(cluster),
    ...neededByApiServer(cluster),
    ...scraped.needs,
    ...solved.needs,
    ...ofNodes.needs,
  ];
  if (needs.length === 0) return [];
  const labels = namespaceLabels(manifests);
  const endpoints = [
    ...podsOf(cluster)
      .filter(({ hostNetwork }) => !hostNetwork)
      .map(pod => endpointOf(pod)),
    ...scraped.endpoints,
    ...solved.endpoints,
  ].map(endpoint => ({ ...endpoint, namespaceLabels: labels.get(endpoint.namespace ?? 'default') ?? {} }));
  const unique = new Map([...endpoints, ...ofNodes.endpoints].map(each => [each.name, each]));
  const engine = createEngine(manifests, [...unique.values(), ...selectableEntities(settings)], schemaOf, settings);
  return needs.flatMap(need => deniedBy(need, engine));
}

const endpointOf = (pod: ReturnType<typeof podsOf>[number]): Endpoint => ({
  name: endpointName(pod),
  namespace: pod.namespace,
  labels: pod.labels,
  namedPorts: pod.ports.flatMap(({ name, number, protocol }) =>
    name === undefined ? [] : [{ name, port: number, protocol }],
  ),
});

function deniedBy({ in: place, at, why, ...flow }: Need, engine: Engine): RuleFinding[] {
  const verdict = engine.judge(flow);
  return (['egress', 'ingress'] as const).flatMap(direction => {
    const side = verdict[direction];
    if (side === undefined || side.verdict !== 'denied') return [];
    // One place for each policy: what opens it is the same for all of its rules.
    const policies = new Map(
      side.rules.map(({ manifest, path }) => [
        describeObject(manifest.object),
        `\`${describeObject(manifest.object)}\` (${manifest.file}:${manifest.lineOf(path)})`,
      ]),
    );
    const names = [...policies.values()].join(', ');
    const verb = policies.size === 1 ? 'denies' : 'deny';
    const by = side.because === 'rules' ? `${names} ${verb} it` : `no rule allows it, and ${names} ${verb} the rest`;
    const [sentence = '', ...lines] = suggest(
      engine.endpoint(flow.from),
      engine.endpoint(flow.to),
      direction,
      flow,
      side,
    );
    return [
      {
        in: place,
        at,
        message: `${nameOfEnd(flow.from)} cannot reach ${nameOfEnd(flow.to)} on ${flow.port}/${flow.protocol}, although ${why}: ${by}`,
        repair: [
          sentence.replace(/^to open: /, '').replace(/ selects node-\d+$/, ' selects these nodes'),
          ...inline(lines),
        ].join(' '),
      },
    ];
  });
}

const nameOfEnd = (name: string) =>
  name.startsWith('entity:')
    ? `\`reserved:${name.slice('entity:'.length)}\``
    : /^node-\d+$/.test(name)
      ? 'the nodes that the policy selects'
      : `\`${name}\``;

/** Lines of YAML as one: `` `ingress: [{ fromEntities: [ingress] }]` ``. */
function inline(lines: readonly string[]): string[] {
  const value = parseYaml(lines.join('\n'))[0]?.value;
  if (!isRecord(value)) return [];
  return [
    `\`${Object.entries(value)
      .map(([key, item]) => `${key}: ${flowOf(item)}`)
      .join(', ')}\``,
  ];
}

function flowOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowOf).join(', ')}]`;
  if (isRecord(value))
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${flowOf(item)}`)
      .join(', ')} }`;
  return typeof value === 'string' && !/^[a-z][\w./-]*$/i.test(value) ? JSON.stringify(value) : String(value);
}
