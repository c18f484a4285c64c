import type { Endpoint } from '../../../../policy/input';

/** What the suite is run with where nothing else is asked for (cilium-cli 1.19 defaults). */
export const parameters = {
  TestNamespace: 'cilium-test',
  ClusterNameLocal: 'default',
  ClusterNameRemote: '',
  MultiCluster: '',
  ExternalTarget: 'one.one.one.one.',
  ExternalOtherTarget: 'k8s.io.',
  ExternalTargetCAName: 'cabundle',
  ExternalTargetCANamespace: 'cilium-test',
  ExternalIPv4: '1.1.1.1',
  ExternalOtherIPv4: '1.0.0.1',
  ExternalCIDRv4: '1.0.0.0/8',
  ExternalIPv6: '2606:4700:4700::1111',
  ExternalOtherIPv6: '2606:4700:4700::1001',
  ExternalCIDRv6: '2606:4700:4700::/96',
} as const;

const pod = (name: string, kind: string, labels: Readonly<Record<string, string>> = {}): Endpoint => ({
  name,
  namespace: parameters.TestNamespace,
  serviceAccount: name,
  labels: { name, kind, ...labels },
  ...(kind === 'echo' && { namedPorts: [{ name: 'http-8080', port: 8080, protocol: 'TCP' }] }),
});

/** The pods that the suite deploys; the last of each is on another node. */
export const clients = [
  pod('client', 'client'),
  pod('client2', 'client', { other: 'client' }),
  pod('client3', 'client', { other: 'client-other-node' }),
];
export const servers = [
  pod('echo-same-node', 'echo', { other: 'echo' }),
  pod('echo-other-node', 'echo', { first: 'echo' }),
];

export const dns: Endpoint = { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
