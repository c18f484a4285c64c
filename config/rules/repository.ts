import { hasCredential, type RepositoryUrl, repositoryKey } from '../../model/repository-url';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, duplicates, error, when } from './rule';

interface Text {
  readonly path: readonly Step[];
  readonly text: string;
}

/** Words of documentation that nobody means: they would be deployed and fail where nobody looks. */
const placeholder =
  /<[^>]*>|\$\{|(^|[^a-z0-9])(your|my)-?(org|organisation|organization|user|username|name|repo|domain|company|team)([^a-z0-9]|$)|change-?me|replace-?me|placeholder|(^|[^a-z0-9])(todo|fixme|xxx+)([^a-z0-9]|$)|(^|[^a-z0-9])example\.(com|org|net)([^a-z0-9]|$)|\.example([^a-z0-9]|$)|\/(example|octocat)\//i;

function repositoriesOf({
  git,
  argocd,
}: Cluster): (Text & { readonly url: RepositoryUrl; readonly secret?: string })[] {
  return [
    { path: ['git', 'repository'], text: git.repository.text, url: git.repository, secret: git.secret },
    ...argocd.repositories.map(({ url, secret }, index) => ({
      path: ['argocd', 'repositories', index, 'url'],
      text: url.text,
      url,
      secret,
    })),
  ];
}

function namesOf({ domain, certificates, monitoring, dns }: Cluster): Text[] {
  return [
    { path: ['domain'], text: domain },
    ...(dns?.zones ?? []).map((text, index) => ({ path: ['dns', 'zones', index], text })),
    ...(certificates.issuer === 'acme' ? [{ path: ['certificates', 'email'], text: certificates.email }] : []),
    ...(monitoring === false ? [] : (monitoring.alertReceivers?.hosts ?? [])).map((text, index) => ({
      path: ['monitoring', 'alertReceivers', 'hosts', index],
      text,
    })),
  ];
}

export const repositoryRules: readonly ClusterRule[] = [
  error('placeholder', cluster =>
    [...repositoriesOf(cluster), ...namesOf(cluster)].flatMap(({ path, text }) =>
      when(placeholder.test(text), {
        path,
        message: `\`${text}\` is a placeholder out of some documentation`,
        allowed: 'a value of your own',
        repair: path.at(-1) === 'repository' ? 'write the URL of your fork' : 'write what is meant',
      }),
    ),
  ),
  error('duplicate-repository', cluster =>
    duplicates(
      repositoriesOf(cluster),
      ({ url }) => repositoryKey(url),
      ({ path, text }) => ({
        path,
        message: `\`${text}\` is listed already`,
        allowed: 'every repository once; `git.repository` is always known to Argo CD',
        repair: 'remove it',
      }),
    ),
  ),
  error('credential-in-url', cluster =>
    repositoriesOf(cluster).flatMap(({ path, text, url }) =>
      when(hasCredential(url), {
        path,
        message: `the URL \`${text.replace(/\/\/[^/]*@/, '//…@').replace(/\?.*/, '?…')}\` carries a credential, and this file is in Git`,
        allowed: 'a URL without user and password, and the name of a Secret',
        repair: 'revoke the credential, take it out of the URL and name a Secret under `secret`',
      }),
    ),
  ),
  error('ssh-without-secret', cluster =>
    repositoriesOf(cluster).flatMap(({ path, text, url, secret }) =>
      when(url.scheme === 'ssh' && secret === undefined, {
        path,
        message: `\`${text}\` is read by SSH, which always needs a key`,
        allowed: '`secret` with an SSH URL, or an `https://` URL of a public repository',
        repair: 'add `secret: infraflux-repository`; the bootstrap runbook says how to create it',
      }),
    ),
  ),
];
