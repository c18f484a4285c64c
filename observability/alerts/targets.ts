import type { Cluster } from '../../config/schema/cluster';
import { components } from '../metrics/catalogue';
import { type DescribeAlerts, measuresFlows } from './alert';

/** Components that a cluster may be without, by their job. */
const optional: Readonly<Record<string, (cluster: Cluster) => boolean>> = {
  'hubble-metrics': measuresFlows,
  'hubble-relay-metrics': ({ hubble }) => hubble !== false,
  'clustermesh-apiserver-metrics': ({ clusterMesh: mesh }) => mesh !== undefined,
  tetragon: ({ runtimeSecurity }) => runtimeSecurity !== false,
  'external-dns': ({ dns }) => dns !== undefined,
  'longhorn-backend': ({ storage }) => storage !== false,
};

/** Jobs that Prometheus must find targets for. */
export function jobsOf(cluster: Cluster): string[] {
  return components.map(({ job }) => job).filter(job => optional[job]?.(cluster) ?? true);
}

/** An alert on a metric that nobody scrapes stays silent for ever; this one does not. */
export const targetAlerts: DescribeAlerts = ({ cluster }) => [
  {
    name: 'ScrapeTargetsAbsent',
    expr: jobsOf(cluster)
      .map(job => `absent(up{job="${job}"})`)
      .join(' or '),
    for: '10m',
    severity: 'critical',
    team: 'platform',
    summary: 'Prometheus has no target of job {{ $labels.job }}',
    description: 'Every alert and dashboard that rests on this job is blind.',
  },
];
