import { scrapeJobs } from '../metrics/catalogue';
import { type AlertCases, restarting, steady } from './alert-case';
import type { targetAlerts } from './targets';

const [gone, ...rest] = scrapeJobs.map(({ job }) => job) as [string, ...string[]];
const scraped = (jobs: readonly string[], samples: string) =>
  Object.fromEntries(jobs.map(job => [`up{job="${job}"}`, samples]));

export const cases: AlertCases<typeof targetAlerts> = {
  ScrapeTargetsAbsent: {
    bad: scraped(rest, steady(1)),
    fires: [{ job: gone }],
    // Other alerts cover targets that do not respond.
    good: scraped([gone, ...rest], steady(0)),
    restart: scraped([gone, ...rest], restarting),
    absent: [gone, ...rest].map(job => ({ job })),
  },
};
