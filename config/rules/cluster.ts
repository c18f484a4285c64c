import { bgpRules } from './bgp';
import { certificateRules } from './certificates';
import { clusterMeshRules } from './cluster-mesh';
import { egressRules } from './egress';
import { encryptionRules } from './encryption';
import { ingressRules } from './ingress';
import { loadBalancingRules } from './load-balancing';
import { networkRules } from './networks';
import { nodeRules } from './nodes';
import { poolRules } from './pools';
import { repositoryRules } from './repository';
import { routingRules } from './routing';
import type { ClusterRule } from './rule';
import { runtimeSecurityRules } from './runtime-security';
import { observabilityRules, storageRules } from './storage';
import { versionRules } from './versions';

/** Every rule over one cluster. */
export const clusterRules: readonly ClusterRule[] = [
  ...networkRules,
  ...nodeRules,
  ...routingRules,
  ...poolRules,
  ...loadBalancingRules,
  ...bgpRules,
  ...encryptionRules,
  ...clusterMeshRules,
  ...ingressRules,
  ...certificateRules,
  ...egressRules,
  ...observabilityRules,
  ...storageRules,
  ...runtimeSecurityRules,
  ...repositoryRules,
  ...versionRules,
];
