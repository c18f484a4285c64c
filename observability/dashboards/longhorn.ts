import { limits } from '../matchers';
import { type DescribeBoard, graph, number, table } from './board';

/** Volumes, disks and nodes of Longhorn. */
export const longhorn: DescribeBoard = ({ cluster: { storage } }) =>
  storage === false
    ? undefined
    : {
        name: 'longhorn',
        title: 'Longhorn',
        description: 'Whether volumes have their replicas, and how full the disks are.',
        variables: [
          { name: 'namespace', label: 'Namespace', series: 'longhorn_volume_capacity_bytes', of: 'pvc_namespace' },
          {
            name: 'volume',
            label: 'Claim',
            series: 'longhorn_volume_capacity_bytes{pvc_namespace=~"$namespace"}',
            of: 'pvc',
          },
        ],
        rows: [
          {
            title: 'Now',
            panels: [
              number('Volumes', 'count(max by (volume) (longhorn_volume_capacity_bytes))', {
                unit: 'short',
                none: 'none',
              }),
              number('Missing replicas', 'sum(max by (volume) (longhorn_volume_robustness{state="degraded"}))', {
                unit: 'short',
                none: 'none',
                limit: { above: 1 },
                runbook: 'LonghornVolumeDegraded',
              }),
              number('Faulted', 'sum(max by (volume) (longhorn_volume_robustness{state="faulted"}))', {
                unit: 'short',
                none: 'none',
                limit: { above: 1 },
                runbook: 'LonghornVolumeFaulted',
              }),
              number('Ready nodes', 'sum(max by (node) (longhorn_node_status{condition="ready"}))', {
                unit: 'short',
                none: 'none',
                limit: { below: 1 },
                runbook: 'LonghornNodeNotReady',
              }),
              number('Fullest disk', 'max(longhorn_disk_usage_bytes / longhorn_disk_capacity_bytes)', {
                unit: 'percentunit',
                none: 'no disks',
                limit: { above: limits.diskUse, warn: 0.6 },
                runbook: 'LonghornSpaceLow',
              }),
            ],
          },
          {
            title: 'Volumes',
            panels: [
              table(
                'State',
                'max by (pvc_namespace, pvc, volume, state) (longhorn_volume_robustness{pvc_namespace=~"$namespace",pvc=~"$volume"}) == 1',
                { unit: 'short', none: 'no volumes' },
              ),
              graph(
                'Used space',
                {
                  '{{pvc_namespace}}/{{pvc}}':
                    'max by (pvc_namespace, pvc) (longhorn_volume_actual_size_bytes{pvc_namespace=~"$namespace",pvc=~"$volume"}) / max by (pvc_namespace, pvc) (longhorn_volume_capacity_bytes{pvc_namespace=~"$namespace",pvc=~"$volume"})',
                },
                {
                  unit: 'percentunit',
                  none: 'no volumes',
                  description: 'Includes snapshots, so it can exceed 100 %.',
                },
              ),
            ],
          },
          {
            title: 'Speed',
            panels: [
              graph(
                'Throughput',
                {
                  '{{pvc}} read':
                    'max by (pvc) (longhorn_volume_read_throughput{pvc_namespace=~"$namespace",pvc=~"$volume"})',
                  '{{pvc}} write':
                    'max by (pvc) (longhorn_volume_write_throughput{pvc_namespace=~"$namespace",pvc=~"$volume"})',
                },
                { unit: 'Bps', none: 'no traffic' },
              ),
              graph(
                'Latency',
                {
                  '{{pvc}} read':
                    'max by (pvc) (longhorn_volume_read_latency{pvc_namespace=~"$namespace",pvc=~"$volume"})',
                  '{{pvc}} write':
                    'max by (pvc) (longhorn_volume_write_latency{pvc_namespace=~"$namespace",pvc=~"$volume"})',
                },
                { unit: 'ns', none: 'no traffic' },
              ),
            ],
          },
          {
            title: 'Disks',
            panels: [
              graph(
                'Used',
                {
                  '{{node}} {{disk}}':
                    'max by (node, disk) (longhorn_disk_usage_bytes) / max by (node, disk) (longhorn_disk_capacity_bytes)',
                },
                {
                  unit: 'percentunit',
                  none: 'no disks',
                  limit: { above: limits.diskUse, warn: 0.6 },
                  runbook: 'LonghornSpaceLow',
                },
              ),
              graph(
                'Free',
                {
                  '{{node}} {{disk}}':
                    'max by (node, disk) (longhorn_disk_capacity_bytes) - max by (node, disk) (longhorn_disk_usage_bytes) - max by (node, disk) (longhorn_disk_reservation_bytes)',
                },
                { unit: 'bytes', none: 'no disks' },
              ),
            ],
          },
        ],
      };
