import { counter, gauge, type ScrapeJob, type Switch } from './metric';

const bgp = { switch: { layer: 'cilium', key: 'bgpControlPlane.enabled' } satisfies Switch };

export const ciliumOperator: ScrapeJob = {
  job: 'cilium-operator',
  source: 'cilium 1.19 operator/pkg/lbipam/metrics.go, operator/metrics/metrics.go',
  switch: { layer: 'cilium', key: 'operator.prometheus.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: false,
  metrics: {
    cilium_operator_lbipam_conflicting_pools: gauge(),
    cilium_operator_lbipam_ips_available: gauge({ pool: '*' }),
    cilium_operator_lbipam_services_matching: gauge(),
    cilium_operator_lbipam_services_unsatisfied: gauge(),
    cilium_operator_unmanaged_pods: gauge(),
    cilium_operator_bgp_control_plane_reconcile_errors_total: counter({ resource_kind: '*', resource_name: '*' }, bgp),
  },
};
