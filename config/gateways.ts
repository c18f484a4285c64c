import type { Cluster } from './schema/cluster';

/** A Gateway of the platform: a key of `ingress.gateways`. */
export type GatewayName = keyof Cluster['ingress']['gateways'];

export const gatewayNames = ['public', 'internal'] as const satisfies readonly GatewayName[];
