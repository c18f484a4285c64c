import { compare } from '../model/finding';
import { groupOf, isRecord, type KubernetesObject } from '../model/manifest';
import type { ChartFacts, RenderedPort, RenderedService, RenderedWorkload } from './facts';

type Facts = Pick<ChartFacts, 'objects' | 'hooks' | 'services' | 'workloads'>;
type Node = Record<string, unknown>;

interface Placed {
  readonly object: KubernetesObject;
  /** Where the object goes if it names no namespace and its kind has any. */
  readonly namespace: string | undefined;
}

/** What renders contain together. An object that several of them share counts once, with the ports of all. */
export function readRender(objects: readonly Placed[]): Facts {
  const placed = objects.map(({ object, namespace }) => ({ object, namespace: namespaceOf(object, namespace) }));
  const named = placed.map(({ object, namespace: at }) => ({
    groupKind: [object.kind, groupOf(object)].filter(part => part !== '').join('.'),
    id: at === undefined ? stableName(object) : `${at}/${stableName(object)}`,
    hooks: object.metadata.annotations?.['helm.sh/hook']?.split(',').map(phase => phase.trim()),
  }));
  const services = distinctBy(placed.filter(is('Service')).map(readService));
  const workloads = mergeWorkloads(placed.flatMap(readWorkload));
  const scrape = scrapesOf(placed, services);
  return {
    objects: groupBy(named.map(({ groupKind, id }) => [groupKind, id])),
    hooks: groupBy(
      named.flatMap(({ groupKind, id, hooks }) => (hooks ?? []).map(phase => [`${groupKind} ${id}`, phase] as const)),
    ),
    services,
    workloads: workloads.map(workload => ({ ...workload, scraped: scrape(workload) })),
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
  const spec = record(object.spec);
  const ports = list(spec.ports).map(port => ({
    ...(typeof port.name === 'string' && { name: port.name }),
    number: port.port as number,
    target: (port.targetPort ?? port.port) as number | string,
  }));
  return { namespace: namespace!, name: object.metadata.name, selector: strings(spec.selector), ports };
}

function readWorkload({ object, namespace }: Placed): Omit<RenderedWorkload, 'scraped'>[] {
  const spec = object.kind === 'CronJob' ? record(record(record(object.spec).jobTemplate).spec) : record(object.spec);
  const template = record(spec.template);
  const pod = record(template.spec);
  if (pod.containers === undefined) return [];
  const containers = [...list(pod.containers), ...list(pod.initContainers)];
  return [
    {
      kind: object.kind,
      namespace: namespace!,
      name: stableName(object),
      hostNetwork: pod.hostNetwork === true,
      labels: sortKeys({ ...strings(record(template.metadata).labels), ...jobLabels(object) }),
      ports: containers.flatMap(container => list(container.ports).map(readPort)),
    },
  ];
}

/** Kubernetes adds the name of a Job to its pods. */
function jobLabels(object: KubernetesObject): Record<string, string> {
  return object.kind === 'Job' ? { 'batch.kubernetes.io/job-name': object.metadata.name } : {};
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
    merged.set(key, {
      ...workload,
      ports: ports.sort((a, b) => a.number - b.number || compare(a.protocol, b.protocol)),
    });
  }
  return [...merged].sort(([a], [b]) => compare(a, b)).map(([, workload]) => workload);
}

/** The container ports that a ServiceMonitor (through a Service) or a PodMonitor reaches. */
function scrapesOf(placed: readonly Placed[], services: readonly RenderedService[]) {
  const labelsOf = new Map(
    placed.filter(is('Service')).map(({ object, namespace }) => [`${namespace}/${object.metadata.name}`, object]),
  );
  const targets = placed.filter(is('ServiceMonitor', 'PodMonitor')).flatMap(({ object }) => {
    const spec = record(object.spec);
    const endpoints = list(spec.endpoints ?? spec.podMetricsEndpoints);
    if (object.kind === 'PodMonitor')
      return endpoints.map(({ port, targetPort }) => ({ selector: spec.selector, port: port ?? targetPort }));
    return services
      .filter(({ namespace, name }) =>
        selects(spec.selector, labelsOf.get(`${namespace}/${name}`)?.metadata.labels ?? {}),
      )
      .flatMap(({ selector, ports }) =>
        endpoints.map(({ port, targetPort }) => ({
          selector: { matchLabels: selector },
          port: targetPort ?? ports.find(({ name }) => name === port)?.target,
        })),
      );
  });
  return (workload: Omit<RenderedWorkload, 'scraped'>): number[] => {
    const numbers = targets
      .filter(({ selector }) => selects(selector, workload.labels))
      .map(({ port }) => (typeof port === 'number' ? port : workload.ports.find(({ name }) => name === port)?.number));
    return [...new Set(numbers.filter(number => number !== undefined))].sort((a, b) => a - b);
  };
}

/** Of a label selector, what the pinned charts use. An empty one selects nothing: that Service has no pods. */
function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(strings(record(selector).matchLabels));
  const expressions = list(record(selector).matchExpressions);
  return (
    wanted.length + expressions.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value) &&
    expressions.every(({ key, values }) => Array.isArray(values) && values.includes(labels[key as string]))
  );
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

function record(node: unknown): Node {
  return isRecord(node) ? node : {};
}

function list(node: unknown): Node[] {
  return Array.isArray(node) ? node.filter(isRecord) : [];
}

function strings(node: unknown): Record<string, string> {
  return record(node) as Record<string, string>;
}
