import type { Construct } from 'constructs';
import { gatewayApi } from '../config/versions';
import { Layer } from '../constructs/layer';
import { UpstreamManifests } from '../constructs/upstream-manifests';

/**
 * The CRDs of Gateway API, standard channel, before Cilium's operator starts: without them it leaves its controller
 * off until it is restarted. TLSRoute, which only the experimental channel has in this version, is left out: Cilium
 * works without it, and the next version serves another version of it.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/servicemesh/gateway-api/gateway-api/#prerequisites
 */
export class GatewayApi extends Layer {
  constructor(scope: Construct, name: string) {
    super(scope, name);
    new UpstreamManifests(this, 'crds', {
      repository: gatewayApi.repository,
      revision: `v${gatewayApi.version}`,
      path: gatewayApi.path,
      include: 'gateway.networking.k8s.io_*.yaml',
    });
  }
}
