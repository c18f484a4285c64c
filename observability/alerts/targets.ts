import type { Cluster } from '../../config/schema/cluster';
import { layers } from '../../graph/layers';
import { scrapeJobs } from '../metrics/catalogue';
import { describeAlerts } from './alert';

/** Jobs that Prometheus must find targets for. */
export function jobsOf(cluster: Cluster): string[] {
  const running = layers.flatMap(layer => layer.jobsIn(cluster));
  return scrapeJobs.map(({ job }) => job).filter(job => running.includes(job));
}

/** An alert on a metric that is not scraped never fires; this one does. */
export const targetAlerts = describeAlerts(({ cluster }) => [
  {
    name: 'ScrapeTargetsAbsent',
    expr: jobsOf(cluster)
      .map(job => `absent(up{job="${job}"})`)
      .join(' or '),
    for: '10m',
    severity: 'critical',
    team: 'platform',
    summary: 'Prometheus has no targets for job {{ $labels.job }}',
    description: 'Every alert and dashboard that uses this job is blind.',
  },
]);
