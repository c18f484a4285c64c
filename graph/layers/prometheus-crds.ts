import { charts } from '../../config/versions';
import { layer } from '../layer';

/**
 * The CRDs of the Prometheus operator, apart from the operator itself: nearly every layer writes a ServiceMonitor long
 * before there is a Prometheus to read it.
 *
 * Upstream: https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-operator-crds
 */
export const prometheusCRDsLayer = layer({
  name: 'prometheus-crds',
  settings: ({ monitoring }) => monitoring,
  namespace: 'monitoring',
  provides: ['monitoring.coreos.com/*'],
  keepsRemovedObjects: true,
  release: { chart: charts['prometheus-crds'], releaseName: 'prometheus-operator-crds', values: () => ({}) },
});
