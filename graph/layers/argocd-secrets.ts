import type { Cluster } from '../../config/schema/cluster';
import type { RepositoryUrl } from '../../model/repository-url';
import { sh } from '../../model/shell';
import { type RequiredSecret, random, variableNamed } from '../secret';

/** Argo CD finds its own Secret and its configuration by the label. */
export function argocdSecrets({ name: cluster, git, argocd }: Cluster): RequiredSecret[] {
  const repositories = [{ secret: git.secret, url: git.repository }, ...argocd.repositories];
  return [
    {
      namespace: 'argocd',
      name: argocd.adminSecret,
      keys: {
        'server.secretkey': random,
        'admin.password': { command: sh`argocd account bcrypt --password "$ARGOCD_ADMIN_PASSWORD"` },
        'admin.passwordMtime': { command: sh`date -u +%Y-%m-%dT%H:%M:%SZ` },
      },
      labels: { 'app.kubernetes.io/name': 'argocd-secret', 'app.kubernetes.io/part-of': 'argocd' },
      why: 'Argo CD signs its sessions with it, and checks the password of `admin` against it',
    },
    {
      namespace: 'argocd',
      name: 'argocd-redis',
      keys: { auth: random },
      why: 'Argo CD’s components authenticate to their cache with it',
    },
    ...repositories.flatMap(({ secret, url }) =>
      secret === undefined ? [] : [repositorySecret(cluster, secret, url)],
    ),
  ];
}

/** `argo-cd 3.5 docs/operator-manual/declarative-setup.md`, "Repositories". */
function repositorySecret(cluster: string, name: string, { text, scheme }: RepositoryUrl): RequiredSecret {
  const oci = scheme === 'oci';
  const ssh = scheme === 'ssh';
  return {
    namespace: 'argocd',
    name,
    keys: {
      type: { text: oci ? 'helm' : 'git' },
      url: { text: oci ? text.slice('oci://'.length) : text },
      ...(oci && { enableOCI: { text: 'true' } }),
      ...(ssh
        ? { sshPrivateKey: { file: `${cluster}/${name}.key` } }
        : {
            username: { variable: variableNamed(name, 'username') },
            password: { variable: variableNamed(name, 'password') },
          }),
    },
    labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    why: `Argo CD reads ${text} with it; a ${ssh ? 'deploy key' : 'token'} with read-only access is enough`,
  };
}
