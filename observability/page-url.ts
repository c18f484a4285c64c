import type { Cluster } from '../config/schema/cluster';

/** Where a page of the repository is read, for a repository on GitHub, GitLab or a forge that links like GitHub. */
export function pageURL({ repository, revision }: Cluster['git'], path: string): string {
  const { scheme, text, host, path: name } = repository;
  const page = (scheme === 'https' ? text : `https://${host}/${name}`).replace(/\.git$/, '');
  return `${page}/${/\/\/[^/]*gitlab/.test(page) ? '-/' : ''}blob/${revision}/${path}`;
}
