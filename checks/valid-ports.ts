import { field, listOf, nameOf, textOf, textsOf } from '../model/fields';
import { selects } from '../model/label-selector';
import { groupOf } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import type { Cluster } from '../repository/cluster';
import type { PlacedObject } from '../repository/identity';
import type { Repository } from '../repository/repository';
import { type ServicePort, servicesOf } from '../repository/services';
import { podsOf } from '../repository/workloads';

const gateways = 'gateway.networking.k8s.io';

export const validPorts: Rule<Repository> = {
  code: 'valid-ports',
  severity: 'error',
  title: 'A port or listener that does not exist',
  why: 'A route to a port that the Service does not have is accepted, and every request fails with status 500. Routes name the port of the Service; policies name the port of the container.',
  wrong: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules: [{ backendRefs: [{ name: web, port: 8080 }] }]
`,
  right: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
`,
  find: ({ clusters }) =>
    clusters.flatMap(cluster =>
      cluster.objects.flatMap(placed => [
        ...backends(placed, cluster),
        ...listeners(placed, cluster),
        ...targets(placed, cluster),
      ]),
    ),
};

/** Where a port of a Service is named, by number or by name. */
function backends({ manifest, namespace = 'default' }: PlacedObject, cluster: Cluster): RuleFinding[] {
  const { object } = manifest;
  const services = servicesOf(cluster);
  return portsNamedIn(object).flatMap(({ service, namespace: other, port, at }) => {
    const ports = services.get(`${other ?? namespace}/${service}`)?.ports;
    if (ports === undefined || ports.some(({ name, number }) => name === port || number === port)) return [];
    return [
      {
        in: manifest,
        at,
        message: `the Service \`${other ?? namespace}/${service}\` has no port \`${port}\``,
        allowed: ports.map(portText).join(', '),
        repair: 'correct the port',
      },
    ];
  });
}

const portText = ({ name, number }: ServicePort) => (name === undefined ? `\`${number}\`` : `\`${number}\` (${name})`);

interface NamedPort {
  readonly service: string;
  readonly namespace?: string;
  readonly port: unknown;
  readonly at: readonly Step[];
}

function portsNamedIn(object: PlacedObject['manifest']['object']): NamedPort[] {
  const named = (at: readonly Step[], name: string, port: readonly Step[]): NamedPort[] => {
    const service = textOf(object, ...at, name);
    const value = field(object, ...at, ...port);
    const own = textOf(object, ...at, 'namespace');
    if (service === undefined || value === undefined) return [];
    return [{ service, port: value, at: [...at, ...port], ...(own !== undefined && { namespace: own }) }];
  };
  const rules = listOf(object, 'spec', 'rules').map((_, index) => ['spec', 'rules', index] as const);
  if (groupOf(object) === gateways)
    return rules.flatMap(rule =>
      listOf(object, ...rule, 'backendRefs').flatMap((reference, index) =>
        (textOf(reference, 'kind') ?? 'Service') === 'Service'
          ? named([...rule, 'backendRefs', index], 'name', ['port'])
          : [],
      ),
    );
  if (object.kind === 'Ingress')
    return rules.flatMap(rule =>
      listOf(object, ...rule, 'http', 'paths').flatMap((_, index) => {
        const at = [...rule, 'http', 'paths', index, 'backend', 'service'];
        return [...named(at, 'name', ['port', 'number']), ...named(at, 'name', ['port', 'name'])];
      }),
    );
  if (/WebhookConfiguration$/.test(object.kind))
    return listOf(object, 'webhooks').flatMap((_, index) =>
      named(['webhooks', index, 'clientConfig', 'service'], 'name', ['port']),
    );
  return [];
}

/** The listener of a Gateway that a route names. */
function listeners({ manifest, namespace = 'default' }: PlacedObject, { objects }: Cluster): RuleFinding[] {
  const { object } = manifest;
  return listOf(object, 'spec', 'parentRefs').flatMap((reference, index) => {
    const section = textOf(reference, 'sectionName');
    const gateway = objects.find(
      placed =>
        placed.manifest.object.kind === 'Gateway' &&
        placed.manifest.object.metadata.name === textOf(reference, 'name') &&
        placed.namespace === (textOf(reference, 'namespace') ?? namespace),
    );
    const names = listOf(gateway?.manifest.object, 'spec', 'listeners').flatMap(
      listener => textOf(listener, 'name') ?? [],
    );
    if (section === undefined || gateway === undefined || names.includes(section)) return [];
    return [
      {
        in: manifest,
        at: ['spec', 'parentRefs', index, 'sectionName'],
        message: `the Gateway \`${gateway.manifest.object.metadata.name}\` has no listener \`${section}\``,
        allowed: names.map(name => `\`${name}\``).join(', '),
        repair: 'correct the name',
      },
    ];
  });
}

/** The container port that a Service names: one that no pod has leads nowhere. */
function targets({ manifest, namespace = 'default' }: PlacedObject, cluster: Cluster): RuleFinding[] {
  const { object } = manifest;
  const selector = textsOf(object, 'spec', 'selector');
  if (object.kind !== 'Service' || groupOf(object) !== '' || Object.keys(selector).length === 0) return [];
  const pods = podsOf(cluster).filter(
    pod => pod.namespace === namespace && selects({ matchLabels: selector }, pod.labels),
  );
  if (pods.length === 0) return [];
  const names = pods.flatMap(pod => pod.ports.flatMap(port => port.name ?? []));
  return listOf(object, 'spec', 'ports').flatMap((port, index) => {
    const target = field(port, 'targetPort');
    if (typeof target !== 'string' || names.includes(target)) return [];
    return [
      {
        in: manifest,
        at: ['spec', 'ports', index, 'targetPort'],
        message: `no container behind \`${nameOf(object, namespace)}\` has a port named \`${target}\``,
        allowed: [...new Set(names)].map(name => `\`${name}\``).join(', ') || 'a number',
        repair: 'correct the name',
      },
    ];
  });
}
