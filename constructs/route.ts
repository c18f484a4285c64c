import { Construct } from 'constructs';
import { HttpRoute } from '../imports/gateway.networking.k8s.io';
import { syncWave } from './sync';

/** A Gateway of the platform, and the listener that a route attaches to. */
export interface RouteGateway {
  readonly namespace: string;
  readonly name: string;
  /** Name of the listener. */
  readonly sectionName: string;
}

export interface RouteProps {
  readonly name: string;
  /** Namespace of the route and of its Service: a reference across namespaces would need a ReferenceGrant. */
  readonly namespace: string;
  readonly hostname: string;
  readonly gateway: RouteGateway;
  /** The Service that answers, by the port of the Service. */
  readonly service: { readonly name: string; readonly port: number };
}

/** @throws Error where the workload has no port of that name */
export function servicePort(
  workload: string,
  ports: Readonly<Record<string, { readonly number: number }>>,
  name: string,
): number {
  const port = ports[name];
  if (port === undefined) throw new Error(`\`${workload}\` has no port \`${name}\``);
  return port.number;
}

/**
 * A hostname that a Gateway serves from one Service. It is applied after the layer's other objects, because a route
 * whose Service is missing is degraded and holds up the sync.
 *
 * Upstream: https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export class Route extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, hostname, gateway, service }: RouteProps) {
    super(scope, id);
    new HttpRoute(this, 'route', {
      metadata: { name, namespace, annotations: syncWave(1) },
      spec: {
        parentRefs: [{ ...gateway }],
        hostnames: [hostname],
        rules: [{ backendRefs: [{ ...service }] }],
      },
    });
  }
}
