import type { PodSecurityLevel } from '../model/pod-security-level';

/**
 * The platform's own namespaces, each with the strictest level that admits its pods. Talos makes kube-system before any layer exists and exempts it from Pod Security, so
 * it has no level here.
 */
export const namespaces = {
  'kube-system': undefined,
  argocd: 'restricted',
  'cert-manager': 'restricted',
  'gateway-system': 'restricted',
  // node-exporter uses the network, the processes and the files of the host.
  monitoring: 'privileged',
  // Longhorn's engines attach block devices of the host.
  'longhorn-system': 'privileged',
  'external-dns': 'restricted',
} as const satisfies Record<string, PodSecurityLevel | undefined>;

export type PlatformNamespace = keyof typeof namespaces;

export const platformNamespaces = Object.keys(namespaces) as PlatformNamespace[];
