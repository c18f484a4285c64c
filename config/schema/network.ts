import { z } from 'zod';
import { destinationCidr, nodeAddress, unicastCidr } from './addresses';
import { dnsLabel } from './values';

const routing = z.strictObject({
  mode: z
    .enum(['tunnel', 'native'])
    .default('tunnel')
    .describe('`tunnel` works on any network; `native` needs nodes that can route pod addresses to each other.'),
  tunnelProtocol: z
    .enum(['vxlan', 'geneve'])
    .optional()
    .describe('Only with `tunnel`, or with `dsrDispatch: geneve`; `vxlan` where absent.'),
  nativeCIDR: destinationCidr
    .optional()
    .describe('Supernet of all pod addresses that need no masquerading; only with `native`.'),
  directNodeRoutes: z
    .boolean()
    .optional()
    .describe('Routes between nodes of one L2 segment are installed by Cilium; only with `native`.'),
});

export const network = z.strictObject({
  nodeCIDR: unicastCidr.describe('The network that the nodes have their addresses in.'),
  podCIDR: unicastCidr.prefault('10.244.0.0/16').describe('Addresses of pods; unique across the fleet of a mesh.'),
  serviceCIDR: unicastCidr.prefault('10.96.0.0/12').describe('Addresses of Services (ClusterIP).'),
  routing: routing.prefault({}).describe('How pod traffic travels between nodes.'),
  bandwidthManager: z
    .strictObject({
      bbr: z.boolean().default(false).describe('BBR congestion control for pods (kernel 5.18, eBPF host routing).'),
    })
    .or(z.literal(false))
    .default(false)
    .describe('Honours the pod annotation `kubernetes.io/egress-bandwidth` by EDT.'),
  hostFirewall: z
    .boolean()
    .default(false)
    .describe('Nodes admit only what the platform needs; audited or enforced as `policy.mode` says.'),
});

/** WireGuard takes 16 bits (Linux `WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL`, `NLA_U16`). */
const longestKeepalive = 65_535;

export const encryption = z
  .strictObject({
    nodeEncryption: z
      .boolean()
      .default(false)
      .describe(
        'Encrypts node-to-node and pod-to-node traffic too (beta; control planes opt out by upstream default).',
      ),
    strictMode: z
      .boolean()
      .default(false)
      .describe('Drops pod traffic inside the pod CIDR that would leave a node unencrypted.'),
    persistentKeepaliveSeconds: z
      .int()
      .min(0)
      .max(longestKeepalive)
      .default(0)
      .describe('For nodes behind NAT; 0 is off.'),
  })
  .or(z.literal(false))
  .default(false)
  .describe('WireGuard between nodes; `{}` encrypts pod-to-pod traffic.');

export const clusterMesh = z
  .strictObject({
    id: z.int().min(1).max(255).describe('Unique across the fleet, and fixed for the life of the cluster.'),
    peers: z.array(dnsLabel).min(1).describe('Names of the other clusters, each a file beside this one.'),
    address: nodeAddress.describe('Address of the mesh API server, out of a load-balancer pool; peers connect to it.'),
  })
  .optional()
  .describe('Cluster mesh: services and identities shared with other clusters.');
