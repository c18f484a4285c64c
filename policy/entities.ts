/** The reserved labels that each entity stands for (cilium 1.20 pkg/policy/api/entity.go); `all` is the wildcard. */
export const entityLabels: Readonly<Record<string, readonly string[]>> = {
  all: [],
  world: ['world', 'world-ipv4', 'world-ipv6'],
  'world-ipv4': ['world-ipv4'],
  'world-ipv6': ['world-ipv6'],
  host: ['host'],
  init: ['init'],
  ingress: ['ingress'],
  'remote-node': ['remote-node'],
  health: ['health'],
  unmanaged: ['unmanaged'],
  none: ['none'],
  'kube-apiserver': ['kube-apiserver'],
  cluster: ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'],
  'cluster-mesh': ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'],
};

export const entitiesOf120: readonly string[] = ['cluster-mesh'];

/** The agent takes them, the CRD's enum does not have them. */
export const entitiesOutsideCrd: readonly string[] = ['world-ipv4', 'world-ipv6'];

/** The reserved labels of the peers that are no pods (cilium 1.20 pkg/identity/numericidentity.go). */
export const reservedIdentities: Readonly<Record<string, readonly string[]>> = {
  world: ['world'],
  host: ['host'],
  'remote-node': ['remote-node'],
  'kube-apiserver': ['kube-apiserver', 'remote-node'],
  ingress: ['ingress'],
  health: ['health'],
  unmanaged: ['unmanaged'],
  init: ['init'],
};
