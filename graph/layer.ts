/** The stack, bottom-up. A layer's name is its chart file, its folder in `dist/`, its Application and its label. */
export const layerNames = [
  'namespaces',
  'gateway-api',
  'prometheus-crds',
  'cilium',
  'hubble',
  'tetragon',
  'load-balancing',
  'cert-manager',
  'ingress',
  'egress',
  'cluster-mesh',
  'longhorn',
  'external-dns',
  'monitoring',
  'argocd',
  'service-mesh',
  'workloads',
  'network-policies',
] as const;

export type LayerName = (typeof layerNames)[number];
