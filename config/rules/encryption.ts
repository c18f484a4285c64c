import { nodesOf } from './places';
import { type ClusterRule, clusterRule, when } from './rule';

/** Facts: Cilium `Documentation/security/network/encryption-wireguard.rst`. */
export const encryptionRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'encryption-on-single-node',
    severity: 'warning',
    title: 'Encryption in a cluster of one node',
    why: 'WireGuard encrypts between nodes. With one node there is nothing to encrypt, and the file promises what does not happen.',
    wrong: 'encryption: {}',
    right: `
talos: {workers: [192.168.10.21]}
encryption: {}
`,
    source: 'cilium 1.19 Documentation/security/network/encryption-wireguard.rst',
    find: cluster =>
      when(cluster.encryption !== false && cluster.clusterMesh === undefined && nodesOf(cluster).length === 1, {
        at: ['encryption'],
        message: 'WireGuard encrypts between nodes, and there is one: nothing is encrypted',
        allowed: '`encryption` in clusters of two nodes and more, or in a mesh',
        repair: 'remove `encryption` until there is a second node',
      }),
  }),
  clusterRule({
    code: 'node-encryption-without-workers',
    severity: 'error',
    title: 'Node encryption without workers',
    why: 'Control planes opt out of node encryption, so that a wrong key never locks them out. Where every node is a control plane, nothing more is encrypted.',
    wrong: `
talos: {endpoint: https://192.168.10.5:6443, controlPlanes: [192.168.10.10, 192.168.10.11, 192.168.10.12]}
encryption: {nodeEncryption: true}
`,
    right: `
talos: {workers: [192.168.10.21]}
encryption: {nodeEncryption: true}
`,
    source: 'cilium 1.19 Documentation/security/network/encryption-wireguard.rst',
    find: ({ encryption, talos }) =>
      when(encryption !== false && encryption.nodeEncryption && talos.workers.length === 0, {
        at: ['encryption', 'nodeEncryption'],
        message: 'every node is a control plane, and control planes opt out of node encryption: it encrypts nothing',
        allowed: '`nodeEncryption: true` in clusters with workers',
        repair: 'remove `nodeEncryption`; traffic between pods is encrypted without it',
      }),
  }),
  clusterRule({
    code: 'load-balancing-unencrypted',
    severity: 'warning',
    title: 'Load balancing that bypasses encryption',
    why: 'XDP and DSR forward packets before or beside the WireGuard device. What a node forwards for load balancing crosses the wire in clear text.',
    wrong: `
talos: {workers: [192.168.10.21]}
encryption: {}
loadBalancing: {acceleration: best-effort}
`,
    right: `
talos: {workers: [192.168.10.21]}
encryption: {}
loadBalancing: {acceleration: disabled}
`,
    source: 'cilium 1.19 Documentation/security/network/encryption-wireguard.rst',
    find: ({ encryption, loadBalancing: { acceleration, mode, dsrDispatch } }) => {
      const reasons = [
        ...(acceleration === 'disabled' ? [] : [`\`acceleration: ${acceleration}\``]),
        ...(mode === 'snat' || dsrDispatch === 'geneve' ? [] : [`\`mode: ${mode}\``]),
      ];
      return when(encryption !== false && reasons.length > 0, {
        at: ['loadBalancing', acceleration === 'disabled' ? 'mode' : 'acceleration'],
        message: `WireGuard does not cover what a node forwards for load balancing with ${reasons.join(' and ')}`,
        allowed: '`acceleration: disabled` with `mode: snat`, or with DSR by `dsrDispatch: geneve`',
        repair: 'turn it off where the network between the nodes is not trusted; else leave it',
      });
    },
  }),
];
