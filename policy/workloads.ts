import { recordOf } from '../model/fields';
import { compare } from '../model/finding';
import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { Endpoint, NamedPort } from './input';

/** What runs pods, with the pods as the engine sees them. */
export interface PodWorkload {
  /** `namespace/name`; with the kind between them where two kinds share it. */
  readonly name: string;
  /** Absent where a chart or an operator makes it. */
  readonly manifest?: Manifest;
  readonly endpoint: Endpoint;
  /** Its pods have the identity of their node, `host` or `remote-node`: no policy selects them. */
  readonly hostNetwork: boolean;
  /** The reserved identities of those nodes, where it is known which run it. */
  readonly nodeIdentities?: readonly string[];
  readonly ports: readonly ContainerPort[];
}

export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

/** Where each kind has its pod template; a Pod is its own. */
export const templatePaths: Readonly<Record<string, readonly Step[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** The workloads among the manifests, by name. */
export function readWorkloads(manifests: readonly Manifest[]): PodWorkload[] {
  const namespaces = namespaceLabels(manifests);
  const found = manifests.filter(({ object }) => Object.hasOwn(templatePaths, object.kind));
  const kinds = new Map<string, Set<string>>();
  for (const { object } of found)
    kinds.set(plainName(object), (kinds.get(plainName(object)) ?? new Set()).add(object.kind));
  return found
    .map(manifest => {
      const { object } = manifest;
      const name = plainName(object);
      const isShared = kinds.get(name)!.size > 1;
      return readWorkload(manifest, isShared ? name.replace('/', `/${object.kind.toLowerCase()}/`) : name, namespaces);
    })
    .sort((a, b) => compare(a.name, b.name));
}

export const namespaceOf = (object: KubernetesObject) => object.metadata.namespace ?? 'default';
const plainName = (object: KubernetesObject) => `${namespaceOf(object)}/${object.metadata.name}`;

/** Labels of the namespaces that are among the manifests. */
export function namespaceLabels(manifests: readonly Manifest[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(
    manifests
      .filter(({ object }) => object.kind === 'Namespace')
      .map(({ object }) => [object.metadata.name, texts(object.metadata.labels)]),
  );
}

function readWorkload(manifest: Manifest, name: string, namespaces: ReturnType<typeof namespaceLabels>): PodWorkload {
  const { object } = manifest;
  const template = recordOf(object, ...templatePaths[object.kind]!);
  const spec = recordOf(template, 'spec');
  const ports = containerPorts(spec);
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  return {
    name,
    manifest,
    ports,
    hostNetwork: spec.hostNetwork === true,
    endpoint: {
      name,
      namespace: namespaceOf(object),
      namespaceLabels: namespaces.get(namespaceOf(object)) ?? {},
      labels: texts(recordOf(template, 'metadata').labels),
      ...(typeof account === 'string' && { serviceAccount: account }),
      namedPorts: ports.filter((port): port is NamedPort => port.name !== undefined),
    },
  };
}

function containerPorts(spec: Record<string, unknown>): ContainerPort[] {
  const containers = [spec.containers, spec.initContainers].flatMap(list => (Array.isArray(list) ? list : []));
  return containers.filter(isRecord).flatMap(({ ports }) =>
    (Array.isArray(ports) ? ports : []).filter(isRecord).flatMap(({ name, containerPort, protocol }) =>
      typeof containerPort === 'number'
        ? [
            {
              ...(typeof name === 'string' && { name }),
              port: containerPort,
              protocol: typeof protocol === 'string' ? protocol : 'TCP',
            },
          ]
        : [],
    ),
  );
}

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).map(([key, text]) => [key, String(text)]));
