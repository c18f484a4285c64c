import { limits } from '../matchers';
import { graph, type Row } from './board';

/** Maps, addresses and packets of Cilium's agents. */
export const datapath: readonly Row[] = [
  {
    title: 'BPF maps and addresses',
    panels: [
      graph(
        'Fullest maps',
        { '{{node}} {{map_name}}': 'topk(10, max by (node, map_name) (cilium_bpf_map_pressure{node=~"$node"}))' },
        {
          unit: 'percentunit',
          none: 'no map is more than a tenth full',
          limit: { above: limits.mapPressure, warn: 0.7 },
          runbook: 'CiliumMapPressure',
        },
      ),
      graph(
        'Failed map operations',
        {
          '{{map_name}} {{operation}}':
            'sum by (map_name, operation) (rate(cilium_bpf_map_ops_total{node=~"$node",outcome="fail"}[$__rate_interval]))',
        },
        { unit: 'ops', none: 'none' },
      ),
      graph(
        'Pod addresses in use',
        {
          '{{node}}':
            'max by (node) (cilium_ip_addresses{node=~"$node",family="ipv4"}) / max by (node) (cilium_ipam_capacity{node=~"$node",family="ipv4"})',
        },
        {
          unit: 'percentunit',
          none: 'no addresses in use',
          limit: { above: limits.addressesInUse },
          runbook: 'CiliumAddressesExhausting',
        },
      ),
    ],
  },
  {
    title: 'Packets',
    panels: [
      graph(
        'Forwarded',
        { '{{direction}}': 'sum by (direction) (rate(cilium_forward_bytes_total{node=~"$node"}[$__rate_interval]))' },
        { unit: 'Bps', none: 'no traffic' },
      ),
      graph(
        'Dropped',
        {
          '{{direction}} {{reason}}':
            'sum by (direction, reason) (rate(cilium_drop_count_total{node=~"$node"}[$__rate_interval]))',
        },
        { unit: 'pps', none: 'no drops', runbook: 'CiliumDrops' },
      ),
      graph(
        'Errors and warnings in logs',
        {
          '{{level}} {{subsystem}}':
            'sum by (level, subsystem) (rate(cilium_errors_warnings_total{node=~"$node"}[$__rate_interval])) > 0',
        },
        { unit: 'ops', none: 'none' },
      ),
      graph(
        'Requests to the Kubernetes API',
        {
          '{{return_code}}':
            'sum by (return_code) (rate(cilium_k8s_client_api_calls_total{node=~"$node"}[$__rate_interval]))',
        },
        { unit: 'reqps', none: 'no requests' },
      ),
    ],
  },
];
