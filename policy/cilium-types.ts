import type { LabelSelector } from '../model/label-selector';

/** Cilium's policy rule as its CRD has it, once its schema has found the types right. */
export interface CiliumRule {
  readonly endpointSelector?: LabelSelector;
  readonly nodeSelector?: LabelSelector;
  readonly ingress?: readonly CiliumPeerRule[];
  readonly ingressDeny?: readonly CiliumPeerRule[];
  readonly egress?: readonly CiliumPeerRule[];
  readonly egressDeny?: readonly CiliumPeerRule[];
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
}

/** An item of any of the four lists; the schema decides which fields each list has. */
export interface CiliumPeerRule {
  readonly fromEndpoints?: readonly LabelSelector[];
  readonly fromEntities?: readonly string[];
  readonly fromCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly CidrRule[];
  readonly fromNodes?: readonly LabelSelector[];
  readonly fromGroups?: readonly unknown[];
  readonly fromRequires?: readonly unknown[];
  readonly toEndpoints?: readonly LabelSelector[];
  readonly toEntities?: readonly string[];
  readonly toCIDR?: readonly string[];
  readonly toCIDRSet?: readonly CidrRule[];
  readonly toNodes?: readonly LabelSelector[];
  readonly toGroups?: readonly unknown[];
  readonly toRequires?: readonly unknown[];
  readonly toServices?: readonly ServiceRule[];
  readonly toFQDNs?: readonly FqdnRule[];
  readonly toPorts?: readonly PortRule[];
  readonly icmps?: readonly { readonly fields?: readonly IcmpField[] }[];
  readonly authentication?: { readonly mode: AuthenticationMode };
}

export type AuthenticationMode = 'disabled' | 'required' | 'test-always-fail';

export interface CidrRule {
  readonly cidr?: string;
  readonly cidrGroupRef?: string;
  readonly cidrGroupSelector?: LabelSelector;
  readonly except?: readonly string[];
}

export interface ServiceRule {
  readonly k8sService?: { readonly serviceName?: string; readonly namespace?: string };
  readonly k8sServiceSelector?: { readonly selector: LabelSelector; readonly namespace?: string };
}

export interface FqdnRule {
  readonly matchName?: string;
  readonly matchPattern?: string;
}

export interface PortRule {
  readonly ports?: readonly PortProtocol[];
  readonly serverNames?: readonly string[];
  readonly terminatingTLS?: unknown;
  readonly originatingTLS?: unknown;
  readonly listener?: Listener;
  readonly rules?: {
    readonly http?: readonly HttpRule[];
    readonly dns?: readonly FqdnRule[];
    readonly kafka?: readonly unknown[];
    readonly l7proto?: string;
    readonly l7?: readonly unknown[];
  };
}

export interface PortProtocol {
  readonly port?: string;
  readonly endPort?: number;
  readonly protocol?: string;
}

export interface Listener {
  readonly envoyConfig: { readonly kind?: string; readonly name: string };
  readonly name: string;
  readonly priority?: number;
}

export interface HttpRule {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly headerMatches?: readonly HeaderMatch[];
}

export interface HeaderMatch {
  readonly name?: string;
  readonly value?: string;
  readonly secret?: { readonly name?: string; readonly namespace?: string };
  readonly mismatch?: string;
}

export interface IcmpField {
  readonly family?: string;
  readonly type: string | number;
}
