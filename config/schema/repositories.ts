import { parseRepositoryUrl, type RepositoryUrl } from '../../model/repository-url';
import { form, type Refusal } from './form';

/** Anything that Argo CD reads from: Git by HTTPS or SSH, Helm by HTTPS or OCI. */
export const repositoryUrl = form({
  title: 'the URL of a repository',
  example: 'https://github.com/octocat/workloads.git',
  pattern: /^((https|ssh|oci):\/\/|[A-Za-z0-9._-]+@)\S+$/,
  parse: parseRepositoryUrl,
});

export const gitUrl = form({
  title: 'the URL of a Git repository',
  example: 'https://github.com/octocat/infraflux.git',
  pattern: /^((https|ssh):\/\/|[A-Za-z0-9._-]+@)\S+$/,
  parse: parseRepositoryUrl,
  refuse: [notOci, withPath],
});

function notOci({ scheme }: RepositoryUrl): Refusal | undefined {
  return scheme === 'oci' ? { because: 'Git has no protocol `oci`' } : undefined;
}

function withPath({ path }: RepositoryUrl): Refusal | undefined {
  return path === '' ? { because: 'it names a host, and no repository on it' } : undefined;
}
