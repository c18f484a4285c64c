import type { Graph } from '../graph/graph';
import { type Entity, idOf, isWorkload, type Peer, type Workload } from '../graph/workload';
import { contains, formatAddress, parseAddress, parseCidr } from '../model/cidr';
import { isRecord, type Manifest } from '../model/manifest';
import { matchesName } from '../policy/fqdn';
import type { Endpoint } from '../policy/input';
import { workloadsIn } from './workloads';

/** An endpoint that may be on either side of a connection. */
export interface ProofEndpoint {
  /** As the engine knows it. */
  readonly name: string;
  readonly kind: 'pod' | 'node' | 'ingress' | 'health' | 'outside';
  /** Its description for the engine; absent outside the cluster. */
  readonly endpoint?: Endpoint;
  /** Absent in a pod that the graph does not know. */
  readonly workload?: Workload;
  readonly entities: readonly Entity[];
  /** Whether the node whose own policy is asked is a control plane. */
  readonly controlPlane?: boolean;
}

/** Pods of the graph and pods that resemble them, so that a selector that says too little selects one too many. */
export function podEndpoints(graph: Graph, manifests: readonly Manifest[]): ProofEndpoint[] {
  const workloads = graph.workloads.filter(({ network }) => network === 'pod');
  const endpoints = new Map(workloadsIn(manifests, graph).map(({ name, endpoint }) => [name, endpoint]));
  const known = workloads.map(workload => pod(endpoints.get(idOf(workload))!, workload));
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace)), 'elsewhere'];
  const strangers: Endpoint[] = [
    ...namespaces.map(namespace => ({ name: `a pod without labels in ${namespace}`, namespace })),
    ...workloads.flatMap(workload => {
      const { labels } = workload;
      const id = idOf(workload);
      return [
        ...namespaces.map(namespace => ({ name: `a pod like ${id} in ${namespace}`, namespace, labels })),
        ...Object.keys(labels).map(key => ({
          name: `a pod like ${id} with another ${key}`,
          namespace: workload.namespace,
          labels: { ...labels, [key]: 'another' },
        })),
      ];
    }),
  ];
  return [...known, ...strangers.filter(({ namespace, labels = {} }) => !isKnown(namespace!, labels)).map(e => pod(e))];

  function isKnown(namespace: string, labels: Readonly<Record<string, string>>): boolean {
    return workloads.some(
      workload =>
        workload.namespace === namespace &&
        Object.entries(workload.labels).every(([key, value]) => labels[key] === value),
    );
  }
}

const pod = (endpoint: Endpoint, workload?: Workload): ProofEndpoint => ({
  name: endpoint.name,
  kind: 'pod',
  endpoint,
  entities: ['cluster'],
  ...(workload && { workload }),
});

/** Pods of another cluster of the mesh that resemble those of the graph. */
export function foreignPods({ workloads }: Graph): ProofEndpoint[] {
  const pods = workloads.filter(({ network }) => network === 'pod');
  return pods.map(workload => {
    const { namespace, labels } = workload;
    const name = `a pod like ${idOf(workload)} of another cluster`;
    return { name, kind: 'pod', endpoint: { name, namespace, labels, cluster: 'another' }, entities: [] };
  });
}

/** Cilium's own endpoints, which policies may select. */
export const ciliumEndpoints: readonly ProofEndpoint[] = (['ingress', 'health'] as const).map(kind => {
  const name = `entity:${kind}`;
  return { name, kind, endpoint: { name, reserved: kind }, entities: [kind, 'cluster'] };
});

/** Nodes as others see them. */
export const nodePeers: readonly ProofEndpoint[] = (
  [
    ['host', ['host', 'cluster']],
    ['remote-node', ['remote-node', 'cluster']],
    ['kube-apiserver', ['kube-apiserver', 'remote-node', 'cluster']],
  ] as const
).map(([name, entities]) => ({ name: `entity:${name}`, kind: 'node', entities }));

/** Nodes as the host firewall protects them. */
export const firewalledNodes: readonly ProofEndpoint[] = [
  node('a worker', {}),
  node('a control plane', { 'node-role.kubernetes.io/control-plane': '' }),
];

function node(name: string, labels: Readonly<Record<string, string>>): ProofEndpoint {
  const endpoint: Endpoint = { name, reserved: 'host', labels };
  return { name, kind: 'node', endpoint, entities: ['host', 'cluster'], controlPlane: Object.keys(labels).length > 0 };
}

/** Addresses on both sides of every CIDR border in the graph or the policies, every name in them, and names close to these. */
export function outsideEndpoints(graph: Graph, manifests: readonly Manifest[]): ProofEndpoint[] {
  const peers = graph.connections.flatMap(({ from, to }) => [from, to]);
  const texts = [
    ...textsOf(manifests.map(({ object }) => object.spec)),
    ...textsOf(peers.filter(peer => !isWorkload(peer))),
  ];
  const addresses = texts.flatMap(({ text }) => {
    const cidr = parseCidr(text);
    if (cidr === undefined) return [];
    const { first, last, family } = cidr;
    const end = (1n << (family === 4 ? 32n : 128n)) - 1n;
    const borders = [first - 1n, first, last, last + 1n].filter(address => address >= 0n && address <= end);
    return borders.map(address => formatAddress(address, family));
  });
  const names = texts
    .filter(({ key }) => key === 'matchName' || key === 'matchPattern' || key === 'names')
    .filter(({ text }) => /\w\.\w/.test(text))
    .map(({ text }) => text.replaceAll('*', 'any'))
    .flatMap(name => [name, `any.${name}`, `any${name}`, name.slice(name.indexOf('.') + 1)]);
  const all = [
    'entity:world',
    ...['198.51.100.7', '2001:db8::7', ...addresses].map(address => `cidr:${address}`),
    ...['elsewhere.example', ...names].map(name => `fqdn:${name}`),
  ];
  return [...new Set(all)].map(name => ({ name, kind: 'outside', entities: ['world'] }));
}

/** Every text in a value, with the key under which it is written. */
function textsOf(value: unknown, key = ''): { readonly key: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ key, text: value }];
  if (Array.isArray(value)) return value.flatMap(item => textsOf(item, key));
  return isRecord(value) ? Object.entries(value).flatMap(([inner, item]) => textsOf(item, inner)) : [];
}

/** Whether a peer of the graph includes this endpoint. Processes on nodes have the identity of their node. */
export function includes(peer: Peer, endpoint: ProofEndpoint): boolean {
  if (isWorkload(peer)) {
    if (peer.network === 'pod') return endpoint.workload !== undefined && idOf(endpoint.workload) === idOf(peer);
    return endpoint.kind === 'node';
  }
  if ('entities' in peer) return peer.entities.some(entity => endpoint.entities.includes(entity));
  if ('pods' in peer) return endpoint.kind === 'pod' && endpoint.entities.includes('cluster');
  const [notation, ...rest] = endpoint.name.split(':');
  const text = rest.join(':');
  if ('names' in peer)
    return notation === 'fqdn' && peer.names.some(pattern => matchesName({ matchPattern: pattern }, text));
  const address = notation === 'cidr' ? parseAddress(text) : undefined;
  const isIn = (cidrs: readonly string[]) => address !== undefined && cidrs.some(c => contains(parseCidr(c)!, address));
  return isIn(peer.cidrs) && !isIn(peer.except ?? []);
}
