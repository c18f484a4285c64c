import { nodesOf } from './networks';
import { type ClusterRule, error, warning, when } from './rule';

/** Facts: Cilium `Documentation/security/network/encryption-wireguard.rst`. */
export const encryptionRules: readonly ClusterRule[] = [
  warning('encryption-on-single-node', cluster =>
    when(cluster.encryption !== false && cluster.clusterMesh === undefined && nodesOf(cluster).length === 1, {
      path: ['encryption'],
      message: 'WireGuard encrypts between nodes, and there is one: nothing is encrypted',
      allowed: '`encryption` in clusters of two nodes and more, or in a mesh',
      repair: 'remove `encryption` until there is a second node',
    }),
  ),
  error('node-encryption-without-workers', ({ encryption, talos }) =>
    when(encryption !== false && encryption.nodeEncryption && talos.workers.length === 0, {
      path: ['encryption', 'nodeEncryption'],
      message: 'every node is a control plane, and control planes opt out of node encryption: it encrypts nothing',
      allowed: '`nodeEncryption: true` in clusters with workers',
      repair: 'remove `nodeEncryption`; traffic between pods is encrypted without it',
    }),
  ),
  warning('load-balancing-unencrypted', ({ encryption, loadBalancing: { acceleration, mode, dsrDispatch } }) => {
    const reasons = [
      ...(acceleration === 'disabled' ? [] : [`\`acceleration: ${acceleration}\``]),
      ...(mode === 'snat' || dsrDispatch === 'geneve' ? [] : [`\`mode: ${mode}\``]),
    ];
    return when(encryption !== false && reasons.length > 0, {
      path: ['loadBalancing', acceleration === 'disabled' ? 'mode' : 'acceleration'],
      message: `WireGuard does not cover what a node forwards for load balancing with ${reasons.join(' and ')}`,
      allowed: '`acceleration: disabled` with `mode: snat`, or with DSR by `dsrDispatch: geneve`',
      repair: 'turn it off where the network between the nodes is not trusted; else leave it',
    });
  }),
];
