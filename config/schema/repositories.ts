import { z } from 'zod';
import { isGitRevision } from '../../model/git-revision';
import { parseRepositoryUrl, type RepositoryUrl } from '../../model/repository-url';
import { reachable } from './addresses';
import { form, type Refusal, text } from './form';
import { secretName } from './values';

/** Anything that Argo CD reads from: Git by HTTPS or SSH, Helm by HTTPS or OCI. */
export const repositoryUrl = form({
  title: 'the URL of a repository',
  example: 'https://github.com/octocat/workloads.git',
  pattern: /^((https|ssh|oci):\/\/|[A-Za-z0-9._-]+@)\S+$/,
  parse: parseRepositoryUrl,
  misread: ipv6Host,
  refuse: [reachable],
});

const gitUrl = form({
  title: 'the URL of a Git repository',
  example: 'https://github.com/octocat/infraflux.git',
  pattern: /^((https|ssh):\/\/|[A-Za-z0-9._-]+@)\S+$/,
  parse: parseRepositoryUrl,
  misread: ipv6Host,
  refuse: [reachable, notOci, withPath],
});

const revision = text({
  title: 'a branch, tag or commit of letters, digits and `._/+@=-`, by the rules of `git check-ref-format`',
  example: 'main',
  accepts: isGitRevision,
});

export const git = z.strictObject({
  repository: gitUrl.describe('Where Argo CD reads `dist/` and `gitops/` from: your fork.'),
  revision: revision.prefault('main').describe('Branch, tag or commit.'),
  secret: secretName.optional().describe('Credential Secret in argocd for a private repository.'),
});

function notOci({ scheme }: RepositoryUrl): Refusal | undefined {
  return scheme === 'oci' ? { because: 'Git has no protocol `oci`' } : undefined;
}

function withPath({ path }: RepositoryUrl): Refusal | undefined {
  return path === '' ? { because: 'it names a host, and no repository on it' } : undefined;
}

export function ipv6Host(written: string): Refusal | undefined {
  return /\/\/[^/]*\[[0-9a-f:.]+\]/i.test(written)
    ? { because: 'InfraFlux supports IPv4 only, and this is IPv6', repair: 'write a DNS name or an IPv4 address' }
    : undefined;
}
