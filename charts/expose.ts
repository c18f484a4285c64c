import type { Layer } from '../constructs/layer';
import { Route } from '../constructs/route';
import type { Exposure } from '../graph/interface';
import { gatewayNamespace } from '../graph/layers/ingress';

/** The routes to a layer's own user interfaces, one for each host name. */
export function expose(layer: Layer, exposures: readonly Exposure[]): void {
  for (const { name, hostname, gateway, service } of exposures) {
    new Route(layer, `route-${name}`, {
      name,
      namespace: service.namespace,
      hostname,
      gateway: { namespace: gatewayNamespace, name: gateway, sectionName: 'https' },
      service: { name: service.name, port: service.port },
    });
  }
}
