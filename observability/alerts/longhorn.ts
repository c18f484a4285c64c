import { limits } from '../matchers';
import { describeAlerts } from './alert';

/** Volumes, disks and nodes of Longhorn. */
export const longhornAlerts = describeAlerts(({ cluster: { storage } }) =>
  storage === false
    ? []
    : [
        {
          name: 'LonghornVolumeFaulted',
          expr: 'max by (volume, pvc, pvc_namespace) (longhorn_volume_robustness{state="faulted"}) == 1',
          for: '5m',
          severity: 'critical',
          team: 'storage',
          summary: 'The volume of {{ $labels.pvc_namespace }}/{{ $labels.pvc }} has no healthy replica',
          description:
            'Its data is unavailable until a replica is salvaged or a backup is restored ({{ $labels.volume }}).',
        },
        {
          name: 'LonghornVolumeDegraded',
          expr: 'max by (volume, pvc, pvc_namespace) (longhorn_volume_robustness{state="degraded"}) == 1',
          for: '30m',
          severity: 'warning',
          team: 'storage',
          summary: 'The volume of {{ $labels.pvc_namespace }}/{{ $labels.pvc }} is missing replicas',
          description:
            'A replica was lost and has not been rebuilt. Losing another may lose the data ({{ $labels.volume }}).',
        },
        {
          name: 'LonghornSpaceLow',
          expr: `max by (node, disk) (longhorn_disk_usage_bytes) / max by (node, disk) (longhorn_disk_capacity_bytes) > ${limits.diskUse}`,
          for: '15m',
          severity: 'warning',
          team: 'storage',
          summary: 'Disk {{ $labels.disk }} on {{ $labels.node }} is {{ $value | humanizePercentage }} full',
          description:
            'With less than a quarter free, Longhorn schedules no new replicas here. When the disk is full, its volumes stop.',
        },
        {
          name: 'LonghornNodeNotReady',
          expr: 'max by (node) (longhorn_node_status{condition="ready"}) == 0',
          for: '10m',
          severity: 'warning',
          team: 'storage',
          summary: 'Longhorn cannot use {{ $labels.node }}',
          description: 'Replicas on this node count as lost.',
        },
      ],
);
