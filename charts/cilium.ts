import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import { ciliumAgent } from '../graph/layers/cilium';
import type { ciliumValues } from './cilium-values';

export interface CiliumProps {
  /** The same object that the bootstrap installs with, so that Argo CD adopts what is there. */
  readonly values: ReturnType<typeof ciliumValues>;
}

/**
 * The network itself: CNI, Services, encryption, policies, Gateways, Hubble, mesh. Its operator registers the CRDs of
 * `cilium.io`. The layer is the chart alone: with a second sync wave, Argo CD would wait here for Services whose
 * addresses a later layer provides.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/ and `cilium 1.19 install/kubernetes/cilium`
 */
export class Cilium extends Layer {
  constructor(scope: Construct, name: string, { values }: CiliumProps) {
    super(scope, name);
    new HelmRelease(this, 'release', {
      chart: charts.cilium,
      releaseName: 'cilium',
      namespace: ciliumAgent.namespace,
      values,
    });
  }
}
