import type { Cluster } from '../config/schema/cluster';

/** Where a page of the repository is read, for a repository on GitHub, GitLab or a forge that links like GitHub. */
export function pageURL({ repository, revision }: Cluster['git'], path: string): string {
  const page = repository
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^ssh:\/\/(?:[^@/]+@)?([^:/]+)(?::\d+)?\//, 'https://$1/')
    .replace(/\.git$/, '');
  return `${page}/${/\/\/[^/]*gitlab/.test(page) ? '-/' : ''}blob/${revision}/${path}`;
}
