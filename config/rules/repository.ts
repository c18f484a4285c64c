import { hasCredential, type RepositoryUrl, repositoryKey } from '../../model/repository-url';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, clusterRule, duplicates, when } from './rule';

interface Text {
  readonly at: readonly Step[];
  readonly text: string;
}

/** Words copied from documentation. */
const placeholder =
  /<[^>]*>|\$\{|(^|[^a-z0-9])(your|my)-?(org|organisation|organization|user|username|name|repo|domain|company|team)([^a-z0-9]|$)|change-?me|replace-?me|placeholder|(^|[^a-z0-9])(todo|fixme|xxx+)([^a-z0-9]|$)|(^|[^a-z0-9])example\.(com|org|net)([^a-z0-9]|$)|\.example([^a-z0-9]|$)|\/(example|octocat)\//i;

function repositoriesOf({
  git,
  argocd,
}: Cluster): (Text & { readonly url: RepositoryUrl; readonly secret?: string })[] {
  return [
    { at: ['git', 'repository'], text: git.repository.text, url: git.repository, secret: git.secret },
    ...argocd.repositories.map(({ url, secret }, index) => ({
      at: ['argocd', 'repositories', index, 'url'],
      text: url.text,
      url,
      secret,
    })),
  ];
}

function namesOf({ domain, certificates, monitoring, dns }: Cluster): Text[] {
  return [
    { at: ['domain'], text: domain },
    ...(dns?.zones ?? []).map((text, index) => ({ at: ['dns', 'zones', index], text })),
    ...(certificates.issuer === 'acme' ? [{ at: ['certificates', 'email'], text: certificates.email }] : []),
    ...(monitoring === false ? [] : (monitoring.alertReceivers?.hosts ?? [])).map((text, index) => ({
      at: ['monitoring', 'alertReceivers', 'hosts', index],
      text,
    })),
  ];
}

export const repositoryRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'placeholder',
    severity: 'error',
    title: 'A value copied from documentation',
    why: 'Such a value is deployed as it is, and fails silently: a repository that is not yours, a mailbox that is never read.',
    wrong: 'git: {repository: https://github.com/your-org/infraflux.git}',
    right: 'git: {repository: https://github.com/infraflux/infraflux.git}',
    find: cluster =>
      [...repositoriesOf(cluster), ...namesOf(cluster)].flatMap(({ at, text }) =>
        when(placeholder.test(text), {
          at,
          message: `\`${text}\` is a placeholder copied from documentation`,
          allowed: 'a value of your own',
          repair: at.at(-1) === 'repository' ? 'write the URL of your fork' : 'replace it',
        }),
      ),
  }),
  clusterRule({
    code: 'duplicate-repository',
    severity: 'error',
    title: 'A repository listed twice',
    why: 'Argo CD keeps one credential per repository. `git.repository` is always known to it.',
    wrong: 'argocd: {repositories: [{url: https://github.com/infraflux/infraflux}]}',
    right: 'argocd: {repositories: [{url: https://github.com/infraflux/workloads}]}',
    find: cluster =>
      duplicates(
        repositoriesOf(cluster),
        ({ url }) => repositoryKey(url),
        ({ at, text }) => ({
          at,
          message: `\`${text}\` is listed already`,
          allowed: 'every repository once; `git.repository` is always known to Argo CD',
          repair: 'remove it',
        }),
      ),
  }),
  clusterRule({
    code: 'credential-in-url',
    severity: 'error',
    title: 'A credential in a URL',
    why: 'This file is in Git, and so is every password in it. A token in the query is one too.',
    wrong: 'git: {repository: https://robot:not-a-real-token@github.com/infraflux/infraflux.git}',
    right: 'git: {repository: https://github.com/infraflux/infraflux.git, secret: infraflux-repository}',
    find: cluster =>
      repositoriesOf(cluster).flatMap(({ at, text, url }) =>
        when(hasCredential(url), {
          at,
          message: `the URL \`${text.replace(/\/\/[^/]*@/, '//…@').replace(/\?.*/, '?…')}\` carries a credential, and this file is in Git`,
          allowed: 'a URL without user and password, and the name of a Secret',
          repair: 'revoke the credential, take it out of the URL and name a Secret under `secret`',
        }),
      ),
  }),
  clusterRule({
    code: 'ssh-without-secret',
    severity: 'error',
    title: 'An SSH repository without a key',
    why: 'SSH always needs a key, for public repositories too.',
    wrong: 'git: {repository: git@github.com:infraflux/infraflux.git}',
    right: 'git: {repository: git@github.com:infraflux/infraflux.git, secret: infraflux-repository}',
    find: cluster =>
      repositoriesOf(cluster).flatMap(({ at, text, url, secret }) =>
        when(url.scheme === 'ssh' && secret === undefined, {
          at,
          message: `\`${text}\` is read by SSH, which always needs a key`,
          allowed: '`secret` with an SSH URL, or an `https://` URL of a public repository',
          repair: 'add `secret: infraflux-repository`; the bootstrap runbook says how to create it',
        }),
      ),
  }),
];
