import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';

/**
 * The kinds of the Prometheus operator, apart from the operator itself: nearly every layer writes a ServiceMonitor long
 * before there is a Prometheus to read it.
 *
 * Upstream: https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-operator-crds
 */
export class PrometheusCRDs extends Layer {
  constructor(scope: Construct, name: string) {
    super(scope, name);
    new HelmRelease(this, 'release', {
      chart: charts['prometheus-crds'],
      releaseName: 'prometheus-operator-crds',
      namespace: 'monitoring',
      values: {},
    });
  }
}
