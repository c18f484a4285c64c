import { recordOf, recordsOf } from '../../model/fields';
import { compare } from '../../model/finding';
import { type LabelSelector, selects } from '../../model/label-selector';
import { groupOf, type KubernetesObject } from '../../model/manifest';
import { podSecurityLevels } from '../../model/pod-security-level';
import type { ChartFacts, RenderedPort, RenderedService, RenderedWorkload } from '../facts';
import { podSecurityLevel } from '../pod-security';

type Facts = Pick<ChartFacts, 'objects' | 'hooks' | 'services' | 'workloads'>;
type Node = Record<string, unknown>;

interface Placed {
  readonly object: KubernetesObject;
  /** Where the object goes if it names no namespace and its kind has any. */
  readonly namespace: string | undefined;
}

/** What several renders contain. An object that they share counts once, with the ports of all. */
export function readRender(objects: readonly Placed[]): Facts {
  const placed = objects.map(({ object, namespace }) => ({ object, namespace: namespaceOf(object, namespace) }));
  const named = placed.map(({ object, namespace: at }) => ({
    groupKind: [object.kind, groupOf(object)].filter(part => part !== '').join('.'),
    id: at === undefined ? stableName(object) : `${at}/${stableName(object)}`,
    hooks: object.metadata.annotations?.['helm.sh/hook']?.split(',').map(phase => phase.trim()),
  }));
  const services = distinctBy(placed.filter(is('Service')).map(readService));
  services.sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
  const workloads = mergeWorkloads(placed.flatMap(readWorkload));
  const targets = targetsOf(placed);
  return {
    objects: groupBy(named.map(({ groupKind, id }) => [groupKind, id])),
    hooks: groupBy(
      named.flatMap(({ groupKind, id, hooks }) => (hooks ?? []).map(phase => [`${groupKind} ${id}`, phase] as const)),
    ),
    services,
    workloads: workloads.map(workload => ({ ...workload, scraped: scrapedOf(workload, targets) })),
  };
}

/** Cluster-scoped kinds that the pinned charts render (Kubernetes 1.36 API reference). */
const clusterKinds = new Set([
  'APIService',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'PriorityClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

function namespaceOf(object: KubernetesObject, fallback: string | undefined): string | undefined {
  return clusterKinds.has(object.kind) ? undefined : (object.metadata.namespace ?? fallback);
}

/** Without the hash of its content that some charts append to a Job's name. */
function stableName(object: KubernetesObject): string {
  return object.kind === 'Job' ? object.metadata.name.replace(/-[0-9a-f]{10,}$/, '') : object.metadata.name;
}

const is =
  (...kinds: readonly string[]) =>
  ({ object }: Placed) =>
    kinds.includes(object.kind);

function readService({ object, namespace }: Placed): RenderedService {
  const spec = recordOf(object.spec);
  const ports = recordsOf(spec.ports).map(port => ({
    ...(typeof port.name === 'string' && { name: port.name }),
    number: port.port as number,
    target: (port.targetPort ?? port.port) as number | string,
  }));
  return {
    namespace: namespace!,
    name: object.metadata.name,
    labels: sortKeys(strings(object.metadata.labels)),
    selector: strings(spec.selector),
    ports,
  };
}

function readWorkload({ object, namespace }: Placed): Omit<RenderedWorkload, 'scraped'>[] {
  const spec =
    object.kind === 'CronJob' ? recordOf(recordOf(recordOf(object.spec).jobTemplate).spec) : recordOf(object.spec);
  const template = recordOf(spec.template);
  const pod = recordOf(template.spec);
  if (pod.containers === undefined) return [];
  const containers = [...recordsOf(pod.containers), ...recordsOf(pod.initContainers)];
  return [
    {
      kind: object.kind,
      namespace: namespace!,
      name: stableName(object),
      hostNetwork: pod.hostNetwork === true,
      podSecurity: podSecurityLevel(pod),
      labels: sortKeys(strings(recordOf(template.metadata).labels)),
      ports: containers.flatMap(container => recordsOf(container.ports).map(readPort)),
    },
  ];
}

function readPort(port: Node): RenderedPort {
  const name = typeof port.name === 'string' ? { name: port.name } : {};
  return {
    ...name,
    number: port.containerPort as number,
    protocol: (port.protocol ?? 'TCP') as RenderedPort['protocol'],
  };
}

function mergeWorkloads(workloads: readonly Omit<RenderedWorkload, 'scraped'>[]) {
  const merged = new Map<string, Omit<RenderedWorkload, 'scraped'>>();
  for (const workload of workloads) {
    const key = `${workload.kind} ${workload.namespace}/${workload.name}`;
    const ports = distinctBy([...(merged.get(key)?.ports ?? []), ...workload.ports]);
    const levels = [merged.get(key)?.podSecurity, workload.podSecurity];
    merged.set(key, {
      ...workload,
      podSecurity: podSecurityLevels.findLast(level => levels.includes(level))!,
      ports: ports.sort((a, b) => a.number - b.number || compare(a.protocol, b.protocol)),
    });
  }
  return [...merged].sort(([a], [b]) => compare(a, b)).map(([, workload]) => workload);
}

interface Target {
  readonly selector: LabelSelector;
  /** Name or number of a container port. */
  readonly port: unknown;
}

/** What ServiceMonitors (through a Service) and PodMonitors scrape. */
function targetsOf(placed: readonly Placed[]): Target[] {
  const services = placed.filter(is('Service'));
  return placed.filter(is('ServiceMonitor', 'PodMonitor')).flatMap(({ object }): Target[] => {
    const spec = recordOf(object.spec);
    const endpoints = recordsOf(spec.endpoints ?? spec.podMetricsEndpoints);
    const selector: LabelSelector = recordOf(spec.selector);
    if (object.kind === 'PodMonitor')
      return endpoints.map(({ port, targetPort }) => ({ selector, port: port ?? targetPort }));
    return services
      .filter(service => selects(selector, service.object.metadata.labels ?? {}))
      .map(readService)
      .filter(service => Object.keys(service.selector).length > 0)
      .flatMap(({ selector: matchLabels, ports }) =>
        endpoints.map(({ port, targetPort }) => ({
          selector: { matchLabels },
          port: targetPort ?? ports.find(({ name }) => name === port)?.target,
        })),
      );
  });
}

function scrapedOf({ labels, ports }: Omit<RenderedWorkload, 'scraped'>, targets: readonly Target[]): number[] {
  const reached = targets.filter(({ selector }) => selects(selector, labels)).map(({ port }) => port);
  const numbers = reached.flatMap(port =>
    typeof port === 'number' ? [port] : ports.filter(({ name }) => name && name === port).map(({ number }) => number),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function groupBy(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value));
  return sortKeys(Object.fromEntries([...groups].map(([key, values]) => [key, [...values].sort(compare)])));
}

function distinctBy<T>(items: readonly T[]): T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
}

function sortKeys<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b)));
}

function strings(node: unknown): Record<string, string> {
  return recordOf(node) as Record<string, string>;
}
