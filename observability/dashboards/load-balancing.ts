import { announcementLeases, dropReasons, limits } from '../matchers';
import { type DescribeBoard, graph, number, type Row, table } from './board';

/** Addresses of Services and who announces them. */
export const loadBalancing: DescribeBoard = ({ cluster: { loadBalancing } }) => ({
  name: 'load-balancing',
  title: 'Load balancing',
  description: 'Addresses that LB-IPAM assigns, their announcement by BGP or ARP, and Services without backends.',
  rows: [
    {
      title: 'Addresses',
      panels: [
        number('Services with an address', 'sum(cilium_loadbalancer_services{state="matching"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Services waiting for an address', 'sum(cilium_loadbalancer_services{state="unsatisfied"})', {
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
          'Free addresses',
          { '{{pool}}': 'max by (pool) (cilium_operator_lbipam_ips_available)' },
          { unit: 'short', none: 'no pools', limit: { below: 1 }, runbook: 'LoadBalancerPoolExhausted' },
        ),
        table('Services', 'max by (namespace, service, ip) (kube_service_status_load_balancer_ingress)', {
          unit: 'short',
          none: 'no Service has an address',
        }),
        graph(
          'Connections to Services without backends',
          {
            '{{node}}': `sum by (node) (rate(cilium_drop_count_total{reason="${dropReasons.noBackend}"}[$__rate_interval]))`,
          },
          {
            unit: 'pps',
            none: 'every Service has backends',
            limit: { above: limits.dropsWithoutBackend },
            runbook: 'LoadBalancerNoBackend',
          },
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
        'Announced routes',
        {
          '{{node}} {{neighbor}} {{afi}}': 'sum by (node, neighbor, afi) (cilium_bgp_control_plane_advertised_routes)',
        },
        { unit: 'short', none: 'no routes', runbook: 'BGPSpeakersMissing' },
      ),
      graph(
        'Failed reconciliations',
        {
          '{{node}}': 'sum by (node) (rate(cilium_bgp_control_plane_reconcile_errors_total[$__rate_interval]))',
          operator: 'sum(rate(cilium_operator_bgp_control_plane_reconcile_errors_total[$__rate_interval]))',
        },
        { unit: 'ops', none: 'none', runbook: 'BGPReconcileFailing' },
      ),
    ],
  },
];

const l2: readonly Row[] = [
  {
    title: 'Announcements by ARP',
    panels: [
      table('Announcing nodes', `max by (lease, lease_holder) (kube_lease_owner{${announcementLeases}})`, {
        unit: 'short',
        none: 'nothing is announced',
      }),
      graph(
        'Lease holders within 15 minutes',
        {
          '{{lease}}': `count by (lease) (count by (lease, lease_holder) (count_over_time(kube_lease_owner{${announcementLeases}}[15m])))`,
        },
        { unit: 'short', none: 'nothing is announced', limit: { above: 2 }, runbook: 'L2LeaseFlapping' },
      ),
    ],
  },
];
