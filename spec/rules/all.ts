import type { ClusterRule, FleetRule } from './rule';

/** Every rule over one cluster. */
export const clusterRules: readonly ClusterRule[] = [];

/** Every rule over the clusters together. */
export const fleetRules: readonly FleetRule[] = [];
