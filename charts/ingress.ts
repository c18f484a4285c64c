import type { Construct } from 'constructs';
import { type GatewayName, gatewayNames } from '../config/gateways';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { healthIgnored } from '../constructs/sync';
import { recordedGateways } from '../graph/layers/external-dns-values';
import { gatewayNamespace } from '../graph/layers/ingress';
import { Certificate } from '../imports/cert-manager.io';
import {
  CiliumClusterwideNetworkPolicy,
  CiliumClusterwideNetworkPolicySpecEgressToEntities as EgressEntity,
  CiliumClusterwideNetworkPolicySpecIngressFromEntities as IngressEntity,
} from '../imports/cilium.io';
import {
  HttpRouteSpecRulesFiltersType as FilterType,
  Gateway,
  HttpRoute,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as NamespacesFrom,
  HttpRouteSpecRulesFiltersRequestRedirectScheme as RedirectScheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode as RedirectStatus,
} from '../imports/gateway.networking.k8s.io';
import { platformIssuer } from './cert-manager';

export interface IngressProps {
  readonly domain: string;
  readonly gateways: readonly GatewayProps[];
  /** Whether Ingress objects are served too. */
  readonly controller: boolean;
}

export interface GatewayProps {
  readonly name: GatewayName;
  /** Names on its certificate. */
  readonly hostnames: readonly string[];
}

/**
 * What a cluster's Gateways are certified for: every name below its domain, or, where the issuer proves names one by
 * one (`http01`), those of `hosts`.
 */
export function gatewaysOf(
  { ingress, certificates, domain }: Pick<Cluster, 'ingress' | 'certificates' | 'domain'>,
  hosts: readonly { readonly gateway: string; readonly hostname: string }[],
): GatewayProps[] {
  const oneByOne = certificates.issuer === 'acme' && certificates.challenge === 'http01';
  return gatewayNames
    .filter(name => ingress.gateways[name])
    .map(name => ({
      name,
      hostnames: oneByOne ? hosts.flatMap(host => (host.gateway === name ? [host.hostname] : [])) : [`*.${domain}`],
    }));
}

/**
 * The ways into the cluster: Gateways that terminate TLS and send plain HTTP to HTTPS. Routes belong to the layers that
 * they lead to. Needs the issuer, addresses from a pool, and Cilium's GatewayClass. A Gateway is degraded until its
 * certificate exists; later layers must not wait for the authority, hence one sync wave.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/servicemesh/gateway-api/gateway-api/
 */
export class Ingress extends Layer {
  constructor(scope: Construct, name: string, { domain, gateways, controller }: IngressProps) {
    super(scope, name);
    if (gateways.length > 0 || controller) this.admitToBackends();
    for (const gateway of gateways) this.addGateway(gateway, domain);
  }

  /** The proxy of Gateways and Ingresses has an identity of its own: it accepts any client and reaches only this cluster. */
  private admitToBackends(): void {
    new CiliumClusterwideNetworkPolicy(this, 'policy', {
      metadata: { name: 'ingress-proxy' },
      spec: {
        description: 'Gateways and Ingresses accept any client and reach only this cluster',
        endpointSelector: { matchLabels: { 'reserved:ingress': '' } },
        ingress: [{ fromEntities: [IngressEntity.ALL] }],
        egress: [{ toEntities: [EgressEntity.CLUSTER] }],
      },
    });
  }

  private addGateway({ name, hostnames }: GatewayProps, domain: string): void {
    const secretName = `gateway-${name}-tls`;
    new Gateway(this, name, {
      metadata: { name, namespace: gatewayNamespace, labels: recordedGateways, annotations: healthIgnored },
      spec: {
        gatewayClassName: 'cilium',
        listeners: [
          {
            name: 'http',
            port: 80,
            protocol: 'HTTP',
            // Only the redirect, and the solver of an ACME challenge.
            allowedRoutes: { namespaces: { from: NamespacesFrom.SAME } },
          },
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            hostname: `*.${domain}`,
            tls: { certificateRefs: [{ name: secretName }] },
            allowedRoutes: { namespaces: { from: NamespacesFrom.ALL } },
          },
        ],
      },
    });
    if (hostnames.length > 0) {
      new Certificate(this, `${name}-certificate`, {
        metadata: { name: secretName, namespace: gatewayNamespace, annotations: healthIgnored },
        spec: {
          secretName,
          dnsNames: [...hostnames],
          issuerRef: { kind: 'ClusterIssuer', name: platformIssuer },
        },
      });
    }
    new HttpRoute(this, `${name}-redirect`, {
      metadata: { name: `${name}-https-redirect`, namespace: gatewayNamespace },
      spec: {
        parentRefs: [{ name, sectionName: 'http' }],
        rules: [
          {
            filters: [
              {
                type: FilterType.REQUEST_REDIRECT,
                requestRedirect: { scheme: RedirectScheme.HTTPS, statusCode: RedirectStatus.VALUE_301 },
              },
            ],
          },
        ],
      },
    });
  }
}
