import { field, textOf } from '../../model/fields';
import type { Place } from '../../model/manifest';
import type { Endpoint, Settings } from '../../policy/input';
import type { PolicyRule } from '../../policy/rules';
import type { Cluster } from '../../repository/cluster';
import { valueOfCilium } from '../../repository/settings';
import type { Need, Needs } from './need';

const controlPlane = 'node-role.kubernetes.io/control-plane';

interface Port {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly from: string;
  readonly why: string;
  /** Only control planes listen on it. */
  readonly onControlPlanes?: true;
}

/**
 * What a node cannot do without: ports of Kubernetes (kubernetes.io/docs/reference/networking/ports-and-protocols), of
 * Cilium 1.19 (Documentation/operations/system_requirements.rst) and of Talos (docs.siderolabs.com, "Network
 * connectivity").
 */
function portsOfNodes(cluster: Cluster): Port[] {
  const get = (...path: string[]) => valueOfCilium(cluster, ...path);
  const isTunnel = (get('routingMode') ?? 'tunnel') === 'tunnel';
  const isGeneve = get('tunnelProtocol') === 'geneve';
  const isWireguard = get('encryption', 'enabled') === true && get('encryption', 'type') === 'wireguard';
  const isTalos = Number(get('k8sServicePort')) === 7445;
  const peers = 'entity:remote-node';
  return [
    { port: 10250, protocol: 'TCP', from: 'entity:kube-apiserver', why: 'the API server reads logs from the kubelet' },
    { port: 4240, protocol: 'TCP', from: peers, why: 'the agents of other nodes check its health' },
    ...(isTunnel
      ? [
          {
            port: Number(get('tunnelPort') || (isGeneve ? 6081 : 8472)),
            protocol: 'UDP' as const,
            from: peers,
            why: 'the pods of other nodes reach its pods through the tunnel',
          },
        ]
      : []),
    ...(isWireguard
      ? [{ port: 51871, protocol: 'UDP' as const, from: peers, why: 'other nodes reach its pods through WireGuard' }]
      : []),
    { port: 6443, protocol: 'TCP', from: peers, why: 'nodes use the API server', onControlPlanes: true },
    {
      port: 2379,
      protocol: 'TCP',
      from: 'entity:kube-apiserver',
      why: 'the API servers of other nodes use etcd',
      onControlPlanes: true,
    },
    {
      port: 2380,
      protocol: 'TCP',
      from: 'entity:kube-apiserver',
      why: 'the members of etcd replicate',
      onControlPlanes: true,
    },
    ...(isTalos
      ? [
          {
            port: 50_000,
            protocol: 'TCP' as const,
            from: 'entity:kube-apiserver',
            why: 'talosctl and control planes use apid',
          },
          {
            port: 50_001,
            protocol: 'TCP' as const,
            from: peers,
            why: 'workers get their certificates from trustd',
            onControlPlanes: true as const,
          },
        ]
      : []),
  ];
}

/** Needs of the nodes that host policies select, at the policies that deny by default. */
export function neededByNodes(cluster: Cluster, rules: readonly PolicyRule[], { hostFirewall }: Settings): Needs {
  if (!hostFirewall) return { needs: [], endpoints: [] };
  const policies = new Map(
    rules
      .filter(({ node, direction }) => node && direction === 'ingress')
      .map(({ ref }) => [JSON.stringify(field(ref.manifest.object, 'spec', 'nodeSelector') ?? {}), ref.manifest]),
  );
  const found = [...policies].map(([selector, manifest], index) => {
    const labels = labelsOf(JSON.parse(selector));
    const isControlPlane = Object.keys(labels).length === 0 || Object.hasOwn(labels, controlPlane);
    const name = `node-${index + 1}`;
    const endpoint: Endpoint = {
      name,
      reserved: 'host',
      labels: { ...(isControlPlane && { [controlPlane]: '' }), ...labels },
    };
    const place: Place = manifest;
    const needs = portsOfNodes(cluster)
      .filter(({ onControlPlanes }) => !onControlPlanes || isControlPlane)
      .map(
        ({ port, protocol, from, why }): Need => ({
          in: place,
          at: ['spec', 'nodeSelector'],
          why,
          from,
          to: name,
          port,
          protocol,
        }),
      );
    return { endpoint, needs };
  });
  return { needs: found.flatMap(({ needs }) => needs), endpoints: found.map(({ endpoint }) => endpoint) };
}

/** Labels of a node that a selector selects. */
function labelsOf(selector: unknown): Record<string, string> {
  const expressions = field(selector, 'matchExpressions');
  const asked = (Array.isArray(expressions) ? expressions : []).flatMap(term => {
    const [key, operator] = [textOf(term, 'key'), textOf(term, 'operator')];
    const values = field(term, 'values');
    if (key === undefined || (operator !== 'In' && operator !== 'Exists')) return [];
    return [[key, Array.isArray(values) ? String(values[0]) : ''] as const];
  });
  return { ...(field(selector, 'matchLabels') as Record<string, string> | undefined), ...Object.fromEntries(asked) };
}
