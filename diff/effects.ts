import { own } from '../model/own';
import type { Level } from './change';

/** What it means to change some values of a chart. */
export interface Effect {
  /** Dotted paths of values, each with everything below it; the empty one is all. */
  readonly paths: readonly string[];
  readonly level: Level;
  /** What happens; of a component, its name. */
  readonly why: string;
  readonly action?: string;
}

interface Effects {
  /** Beyond a restart; the first that fits counts. */
  readonly special: readonly Effect[];
  /** Whose pods restart; the first that fits counts. */
  readonly components: readonly Effect[];
}

const rebuild = 'rebuild the nodes, or the cluster';

/** cilium 1.19 Documentation/operations/upgrade.rst, network/clustermesh, security/network/encryption. */
const cilium: Effects = {
  special: [
    {
      paths: ['cluster.id', 'cluster.name'],
      level: 'destructive',
      why: 'every identity and endpoint is created anew, and clusters of the mesh lose this one',
      action: 'drain the cluster and restart every pod',
    },
    { paths: ['ipam'], level: 'destructive', why: 'pods keep addresses that are no longer routed', action: rebuild },
    {
      paths: ['identityAllocationMode'],
      level: 'destructive',
      why: 'identities are lost, and traffic is dropped until they are back',
      action: rebuild,
    },
    {
      paths: ['routingMode', 'tunnelProtocol', 'tunnelPort'],
      level: 'disruptive',
      why: 'nodes with the old and nodes with the new setting cannot reach each other’s pods',
      action: 'plan an outage of pod traffic between nodes',
    },
    {
      paths: ['ipv4NativeRoutingCIDR', 'ipv6NativeRoutingCIDR', 'autoDirectNodeRoutes'],
      level: 'disruptive',
      why: 'pod traffic takes another path, and open connections may break',
    },
    {
      paths: ['encryption'],
      level: 'disruptive',
      why: 'nodes that encrypt and nodes that do not drop each other’s traffic until all have restarted',
    },
    {
      paths: ['labels'],
      level: 'disruptive',
      why: 'the labels that make up an identity change, and policies may match other pods',
      action: 'check which labels it includes and excludes',
    },
    {
      paths: ['kubeProxyReplacement', 'k8sServiceHost', 'k8sServicePort'],
      level: 'disruptive',
      why: 'agents reach the API server, and pods reach Services, by another path',
    },
    {
      paths: [
        'loadBalancer',
        'bpf.masquerade',
        'bpf.datapathMode',
        'bpf.hostLegacyRouting',
        'enableIPv4Masquerade',
        'devices',
        'MTU',
        'ipv4',
        'ipv6',
        'maglev',
      ],
      level: 'disruptive',
      why: 'the data path is reloaded, and open connections may break',
    },
    {
      paths: ['policyEnforcementMode', 'hostFirewall', 'policyAuditMode'],
      level: 'disruptive',
      why: 'connections that no policy allows start or stop being denied',
      action: 'check `hubble observe --verdict AUDIT` first',
    },
    {
      paths: ['gatewayAPI', 'ingressController'],
      level: 'disruptive',
      why: 'traffic through Gateways and Ingresses may be interrupted',
    },
    {
      paths: ['bgpControlPlane', 'l2announcements', 'externalIPs'],
      level: 'disruptive',
      why: 'addresses of Services may be announced again',
    },
    {
      paths: ['clustermesh'],
      level: 'disruptive',
      why: 'Services and identities of the other clusters may be missing for a while',
    },
  ],
  components: [
    { paths: ['hubble.relay'], level: 'safe', why: 'Hubble Relay’s pods' },
    { paths: ['hubble.ui'], level: 'safe', why: 'Hubble UI’s pods' },
    { paths: ['operator'], level: 'watch', why: 'the Cilium operator’s pods' },
    { paths: ['envoy'], level: 'disruptive', why: 'the Envoy proxies, with the connections through them,' },
    { paths: ['clustermesh.apiserver'], level: 'watch', why: 'the ClusterMesh API servers' },
    { paths: [''], level: 'watch', why: 'the Cilium agents of all nodes' },
  ],
};

const tetragon: Effects = {
  special: [],
  components: [
    { paths: ['tetragonOperator'], level: 'safe', why: 'the Tetragon operator’s pods' },
    { paths: [''], level: 'watch', why: 'the Tetragon agents of all nodes, which record nothing meanwhile,' },
  ],
};

const longhorn: Effects = {
  special: [
    {
      paths: ['defaultSettings.defaultDataPath', 'persistence'],
      level: 'disruptive',
      why: 'new volumes are created differently; existing ones stay as they are',
    },
  ],
  components: [{ paths: [''], level: 'watch', why: 'Longhorn’s managers and drivers' }],
};

const known: Readonly<Record<string, Effects>> = { cilium, tetragon, longhorn };

export const effectsOf = (chart: string): Effects => own(known, chart) ?? { special: [], components: [] };
