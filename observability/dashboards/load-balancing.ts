import { type DescribeBoard, graph, number, type Row, table } from './board';

/** Addresses of Services and who announces them. */
export const loadBalancing: DescribeBoard = ({ cluster: { loadBalancing } }) => ({
  name: 'load-balancing',
  title: 'Load balancing',
  description: 'Addresses that LB-IPAM gives out, their announcement by BGP or ARP, and Services without backends.',
  rows: [
    {
      title: 'Addresses',
      panels: [
        number('Services with an address', 'sum(cilium_loadbalancer_services{state="matching"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Services that wait', 'sum(cilium_loadbalancer_services{state="unsatisfied"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'LoadBalancerAddressMissing',
        }),
        number('Conflicting pools', 'max(cilium_operator_lbipam_conflicting_pools)', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'LoadBalancerPoolsConflicting',
        }),
      ],
    },
    {
      title: 'Pools and Services',
      panels: [
        graph(
          'Addresses left',
          { '{{pool}}': 'max by (pool) (cilium_operator_lbipam_ips_available)' },
          { unit: 'short', none: 'no pool', limit: { below: 1 }, runbook: 'LoadBalancerPoolExhausted' },
        ),
        table('Services', 'max by (namespace, service, ip) (kube_service_status_load_balancer_ingress)', {
          unit: 'short',
          none: 'no Service has an address',
        }),
        graph(
          'Connections to no backend',
          {
            '{{node}}':
              'sum by (node) (rate(cilium_drop_count_total{reason="Service backend not found"}[$__rate_interval]))',
          },
          { unit: 'pps', none: 'every Service has backends', limit: { above: 0.1 }, runbook: 'LoadBalancerNoBackend' },
        ),
        graph(
          'Changes of Services',
          { '{{action}}': 'sum by (action) (rate(cilium_services_events_total[$__rate_interval]))' },
          { unit: 'ops', none: 'no change' },
        ),
      ],
    },
    ...(loadBalancing.bgp ? bgp : []),
    ...(loadBalancing.l2 ? l2 : []),
  ],
});

const bgp: readonly Row[] = [
  {
    title: 'BGP',
    panels: [
      graph(
        'Sessions (1 is established)',
        {
          '{{node}} {{neighbor}}': 'max by (node, neighbor) (cilium_bgp_control_plane_session_state)',
        },
        { unit: 'short', none: 'no node speaks BGP', limit: { below: 1 }, runbook: 'BGPSessionDown' },
      ),
      graph(
        'Routes announced',
        {
          '{{node}} {{neighbor}} {{afi}}': 'sum by (node, neighbor, afi) (cilium_bgp_control_plane_advertised_routes)',
        },
        { unit: 'short', none: 'no route', runbook: 'BGPSpeakersMissing' },
      ),
      graph(
        'Failing reconciliations',
        {
          '{{node}}': 'sum by (node) (rate(cilium_bgp_control_plane_reconcile_errors_total[$__rate_interval]))',
          operator: 'sum(rate(cilium_operator_bgp_control_plane_reconcile_errors_total[$__rate_interval]))',
        },
        { unit: 'ops', none: 'none fails', runbook: 'BGPReconcileFailing' },
      ),
    ],
  },
];

const l2: readonly Row[] = [
  {
    title: 'Announcement by ARP',
    panels: [
      table(
        'Who answers',
        'max by (lease, lease_holder) (kube_lease_owner{namespace="kube-system",lease=~"cilium-l2announce-.*"})',
        { unit: 'short', none: 'nothing is announced' },
      ),
      graph(
        'Holders within a quarter of an hour',
        {
          '{{lease}}':
            'count by (lease) (count by (lease, lease_holder) (count_over_time(kube_lease_owner{namespace="kube-system",lease=~"cilium-l2announce-.*"}[15m])))',
        },
        { unit: 'short', none: 'nothing is announced', limit: { above: 2 }, runbook: 'L2LeaseFlapping' },
      ),
    ],
  },
];
