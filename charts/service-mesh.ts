import type { Construct } from 'constructs';
import { Layer } from '../constructs/layer';
import { servicePort } from '../constructs/route';
import type { Component } from '../graph/application';
import { HttpRoute } from '../imports/gateway.networking.k8s.io';

export interface ServiceMeshProps {
  readonly services: readonly RoutedService[];
}

/** A Service whose HTTP requests are routed, from any client in the cluster. */
export interface RoutedService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  /** How long a client waits for the whole answer. */
  readonly requestTimeoutSeconds: number;
  /** How long a backend may take; at most as long as the request. */
  readonly backendTimeoutSeconds: number;
  /** Services of the same namespace and port that answer, each with its share of the requests. */
  readonly backends: readonly { readonly name: string; readonly weight: number }[];
}

/** The components whose requests the mesh routes; each keeps the share that its split leaves. */
export function serviceMeshOf(components: readonly Component[]): RoutedService[] {
  return components.flatMap(({ namespace, name, ports, serviceMesh }) => {
    if (serviceMesh === undefined) return [];
    const { port, split = [], ...timeouts } = serviceMesh;
    const others = split.map(({ to, percent }) => ({ name: to.name, weight: percent }));
    const own = { name, weight: 100 - others.reduce((sum, { weight }) => sum + weight, 0) };
    return [{ namespace, name, port: servicePort(name, ports, port), ...timeouts, backends: [own, ...others] }];
  });
}

/**
 * The mesh without sidecars: a route on a Service (GAMMA) sends its requests through the Envoy of the client's node,
 * with timeouts and traffic split among backends. Clients keep their identity, so policies hold as without the mesh.
 *
 * Retries are experimental in Gateway API 1.4, and without effect before cilium#46433. Where a policy has HTTP rules,
 * Cilium's proxy retries requests that fail or are answered with 5xx, of any method, three times (`envoy.httpRetryCount`).
 * A CiliumEnvoyConfig would take a Service away from its route, and nothing here needs one. Mutual authentication is
 * deprecated upstream: trust rests on WireGuard and on policies by identity.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/servicemesh/gateway-api/gamma/
 */
export class ServiceMesh extends Layer {
  constructor(scope: Construct, name: string, { services }: ServiceMeshProps) {
    super(scope, name);
    for (const { namespace, name, port, requestTimeoutSeconds, backendTimeoutSeconds, backends } of services) {
      new HttpRoute(this, `${namespace}-${name}`, {
        metadata: { name: `${name}-mesh`, namespace },
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name, port }],
          rules: [
            {
              timeouts: { request: `${requestTimeoutSeconds}s`, backendRequest: `${backendTimeoutSeconds}s` },
              backendRefs: backends.map(backend => ({ ...backend, port })),
            },
          ],
        },
      });
    }
  }
}
