import { type Address, parseAddress } from './cidr';
import { isHostName } from './dns-name';

export type RepositoryScheme = 'https' | 'ssh' | 'oci';

/** Where a Git, Helm or OCI repository is. */
export interface RepositoryUrl {
  /** As it was written. */
  readonly text: string;
  readonly scheme: RepositoryScheme;
  /** What is written before `@`; with a password also what follows its colon. */
  readonly user?: string;
  readonly host: string;
  /** The host, where it is an address. */
  readonly address?: Address;
  /** 1–65535 */
  readonly port: number;
  /** Without the leading slash: `octocat/infraflux.git`; empty for the root of a host. */
  readonly path: string;
  /** What follows `?`. */
  readonly query?: string;
}

const defaultPorts: Readonly<Record<RepositoryScheme, number>> = { https: 443, ssh: 22, oci: 443 };

/** Characters of a path that neither a shell, nor YAML, nor Markdown takes for anything else. */
const plain = '[A-Za-z0-9._~%+,=@:-]';
const pathForm = `/*${plain}+(?:/+${plain}+)*/?`;
const withScheme = new RegExp(
  `^(https|ssh|oci)://(?:([^/@\\s]*)@)?([^/:@?#\\s]+)(?::([1-9]\\d{0,4}))?(?:/(${pathForm})?)?(?:\\?([^#\\s]*))?$`,
);
/** Git's short form for SSH: `git@github.com:o/r.git`. */
const short = new RegExp(`^([A-Za-z0-9._][A-Za-z0-9._-]*)@([^/:@\\s]+):(${pathForm})$`);

/**
 * Parses `https://HOST[:PORT]/PATH`, the same with `ssh` or `oci`, and Git's short form `USER@HOST:PATH`; undefined
 * for anything else, quotes, blanks and control characters included.
 */
export function parseRepositoryUrl(text: string): RepositoryUrl | undefined {
  const [, sshUser, sshHost, sshPath] = short.exec(text) ?? [];
  if (sshHost !== undefined && sshPath !== undefined)
    return located({ text, scheme: 'ssh', user: sshUser, host: sshHost, port: defaultPorts.ssh, path: sshPath });
  const [, scheme, user, host, digits, path = '', query] = withScheme.exec(text) ?? [];
  if (!isScheme(scheme) || host === undefined) return undefined;
  const port = digits === undefined ? defaultPorts[scheme] : Number(digits);
  return located({ text, scheme, user, host, port, path, query });
}

function located(url: RepositoryUrl): RepositoryUrl | undefined {
  if (/(^|\/)\.\.?(\/|$)/.test(url.path)) return undefined;
  const address = parseAddress(url.host);
  if (url.port > 65535 || (address === undefined && !isHostName(url.host.toLowerCase()))) return undefined;
  return { ...url, address };
}

function isScheme(text: string | undefined): text is RepositoryScheme {
  return text !== undefined && Object.hasOwn(defaultPorts, text);
}

/** Whether the URL itself says who may read: a user with `https` or `oci`, a password, or any query such as a token. */
export function hasCredential({ scheme, user, query }: RepositoryUrl): boolean {
  return query !== undefined || (user !== undefined && (scheme !== 'ssh' || user.includes(':')));
}

/** The same repository has the same key, however it is written: case, `.git` and a trailing slash make no difference. */
export function repositoryKey({ text }: RepositoryUrl): string {
  return text
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
