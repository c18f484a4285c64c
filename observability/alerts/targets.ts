import type { Cluster } from '../../config/schema/cluster';
import { layers } from '../../graph/layers';
import { components } from '../metrics/catalogue';
import type { DescribeAlerts } from './alert';

/** Jobs that Prometheus must find targets for. */
export function jobsOf(cluster: Cluster): string[] {
  const running = layers.flatMap(layer => layer.jobsIn(cluster));
  return components.map(({ job }) => job).filter(job => running.includes(job));
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
