import { bgpOverrideRules } from './bgp-overrides';
import { bgpPeerRules } from './bgp-peers';
import { bgpSessionRules } from './bgp-sessions';
import { certificateRules } from './certificates';
import { clusterMeshRules } from './cluster-mesh';
import { egressRules } from './egress';
import { egressDestinationRules } from './egress-destinations';
import { encryptionRules } from './encryption';
import { hostnameRules } from './hostnames';
import { ingressRules } from './ingress';
import { loadBalancingRules } from './load-balancing';
import { networkRules } from './networks';
import { nodeRules } from './nodes';
import { poolAnnouncementRules } from './pool-announcements';
import { poolRules } from './pools';
import { repositoryRules } from './repository';
import { routingRules } from './routing';
import type { ClusterRule } from './rule';
import { runtimeSecurityRules } from './runtime-security';
import { secretRules } from './secrets';
import { observabilityRules, storageRules } from './storage';
import { versionRules } from './versions';

/** Every rule over one cluster. */
export const clusterRules: readonly ClusterRule[] = [
  ...networkRules,
  ...nodeRules,
  ...routingRules,
  ...poolRules,
  ...poolAnnouncementRules,
  ...loadBalancingRules,
  ...bgpSessionRules,
  ...bgpPeerRules,
  ...bgpOverrideRules,
  ...encryptionRules,
  ...clusterMeshRules,
  ...ingressRules,
  ...certificateRules,
  ...hostnameRules,
  ...egressRules,
  ...egressDestinationRules,
  ...observabilityRules,
  ...storageRules,
  ...runtimeSecurityRules,
  ...repositoryRules,
  ...secretRules,
  ...versionRules,
];
