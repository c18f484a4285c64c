import type { Manifest } from '../model/manifest';
import type { Endpoint, KnownNode, Settings } from './input';
import { readOptions } from './read-options';

/** What Helm values of Cilium's chart, and its ConfigMap and agent among the manifests, say of its verdicts. */
export function settingsOfValues(files: readonly unknown[], manifests: readonly Manifest[] = []): Settings {
  const { text, isOn, isKnown, unsupported } = readOptions(files, manifests);
  const enforcement = text('enable-policy').toLowerCase();
  const words = (written: string) => written.split(/[\s,]+/).filter(word => word !== '');
  return {
    clusterName: text('cluster-name'),
    enforcement: enforcement === 'always' || enforcement === 'never' ? enforcement : 'default',
    auditMode: isOn('policy-audit-mode'),
    policyDefaultLocalCluster: isOn('policy-default-local-cluster'),
    allowLocalhost: text('allow-localhost').toLowerCase() !== 'policy',
    hostFirewall: isOn('enable-host-firewall'),
    nodeSelectorLabels: isOn('enable-node-selector-labels'),
    cidrsMatchNodes: words(text('policy-cidr-match-mode')).includes('nodes'),
    identityLabels: text('labels'),
    nodeLabels: text('node-labels'),
    l7Proxy: isOn('enable-l7-proxy'),
    icmpRules: isOn('enable-icmp-rules'),
    sctp: isOn('enable-sctp'),
    extendedProtocols: isOn('enable-extended-ip-protocols'),
    policyKinds: [
      ...(isOn('enable-k8s-networkpolicy') ? ['NetworkPolicy'] : []),
      ...(isOn('enable-cilium-network-policy') ? ['CiliumNetworkPolicy'] : []),
      ...(isOn('enable-cilium-clusterwide-network-policy') ? ['CiliumClusterwideNetworkPolicy'] : []),
    ],
    nonDefaultDeny: isOn('enable-non-default-deny-policies'),
    authentication: isOn('mesh-auth-enabled'),
    ...(isKnown && { localRedirect: isOn('enable-local-redirect-policy') }),
    localRedirectCidrs: words(text('lrp-address-matcher-cidrs')),
    unsupported,
  };
}

/** Cilium's defaults in a Kubernetes agent. */
export const defaultSettings: Settings = settingsOfValues([]);

/** Where the labels of nodes are not known. */
const unlisted = 'the labels of nodes are not in the manifests';

/** Nodes, whose host firewall decides whatever they are to the other end; API servers run on control planes. */
const anyNodes: readonly Endpoint[] = [
  { name: 'entity:host', reserved: 'host', unlisted },
  { name: 'entity:remote-node', reserved: 'host', seenAs: 'remote-node', unlisted },
  {
    name: 'entity:kube-apiserver',
    reserved: 'host',
    seenAs: 'kube-apiserver',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
    unlisted,
  },
];

/** Entities of every cluster that cluster-wide policies select as they select pods. */
export function selectableEntities({ hostFirewall, nodeSelectorLabels, cidrsMatchNodes }: Settings): Endpoint[] {
  const always = (['ingress', 'health'] as const).map(name => ({ name: `entity:${name}`, reserved: name }));
  return hostFirewall || nodeSelectorLabels || cidrsMatchNodes ? [...always, ...anyNodes] : always;
}

/** The endpoints with the nodes that are known in place of nodes of which nothing is. */
export function withNodes(endpoints: readonly Endpoint[], nodes: readonly KnownNode[]): readonly Endpoint[] {
  if (nodes.length === 0) return endpoints;
  return [...endpoints.filter(each => !anyNodes.includes(each)), ...nodeEndpoints(nodes)];
}

/** Each node as its own pods see it and as others do, and the entities as one of them. */
function nodeEndpoints(nodes: readonly KnownNode[]): Endpoint[] {
  const seen = nodes.map(({ name, runsApiServer, ...node }) => {
    const host: Endpoint = { ...node, name: `host:${name}`, reserved: 'host' };
    const seenAs = runsApiServer ? 'kube-apiserver' : 'remote-node';
    return { host, remote: { ...host, name: `${seenAs}:${name}`, seenAs } };
  });
  const entity = (name: string, of: readonly Endpoint[]): Endpoint[] =>
    of.length === 0
      ? anyNodes.filter(each => each.name === `entity:${name}`)
      : [{ name: `entity:${name}`, reserved: 'host', oneOf: of.map(each => each.name) }];
  const remote = (seenAs: string) => seen.flatMap(each => (each.remote.seenAs === seenAs ? [each.remote] : []));
  return [
    ...seen.flatMap(each => [each.host, each.remote]),
    ...entity(
      'host',
      seen.map(each => each.host),
    ),
    ...entity('remote-node', remote('remote-node')),
    ...entity('kube-apiserver', remote('kube-apiserver')),
  ];
}
