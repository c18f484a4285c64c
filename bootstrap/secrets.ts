import type { Cluster } from '../config/schema/cluster';
import { compare } from '../model/finding';
import { credentialKeys } from '../observability/alertmanager';

/** A Secret that somebody creates by hand, because Git holds none. */
export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: Readonly<Record<string, KeySource>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** What it is needed for, as a sentence without a full stop. */
  readonly why: string;
}

/**
 * Where the value of a key comes from: a variable that the reader sets, a command whose output it is, a file below
 * `clusterconfig/`, or a file that synth writes or a text, neither of which is a secret.
 */
export type KeySource =
  | { readonly variable: string }
  | { readonly command: string }
  | { readonly file: string }
  | { readonly written: string }
  | { readonly text: string };

/** Files that all clusters of a mesh share. */
export const meshAuthority: Readonly<Record<'certificate' | 'key', string>> = {
  certificate: 'cilium-ca.crt',
  key: 'cilium-ca.key',
};

const random = { command: 'openssl rand -hex 32' } as const;

/** Every Secret that a cluster reads and nothing in it makes, in the order of their names. */
export function requiredSecrets(cluster: Cluster, ofWorkloads: readonly RequiredSecret[]): RequiredSecret[] {
  return [
    ...argocdSecrets(cluster),
    ...networkSecrets(cluster),
    ...certificateSecrets(cluster),
    ...recordSecrets(cluster),
    ...monitoringSecrets(cluster),
    ...backupSecrets(cluster),
    ...ofWorkloads,
  ].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
}

/** Argo CD finds its own Secret and its configuration by the label. */
function argocdSecrets({ name: cluster, git, argocd }: Cluster): RequiredSecret[] {
  return [
    {
      namespace: 'argocd',
      name: argocd.adminSecret,
      keys: {
        'server.secretkey': random,
        'admin.password': { command: 'argocd account bcrypt --password "$ARGOCD_ADMIN_PASSWORD"' },
        'admin.passwordMtime': { command: 'date -u +%Y-%m-%dT%H:%M:%SZ' },
      },
      labels: { 'app.kubernetes.io/name': 'argocd-secret', 'app.kubernetes.io/part-of': 'argocd' },
      why: 'Argo CD signs its sessions and checks the password of `admin` with it',
    },
    {
      namespace: 'argocd',
      name: 'argocd-redis',
      keys: { auth: random },
      why: 'Argo CD’s components authenticate to their cache with it',
    },
    ...(git.secret === undefined ? [] : [repositorySecret(cluster, git.secret, git.repository.text)]),
    ...argocd.repositories.flatMap(({ secret, url }) =>
      secret === undefined ? [] : [repositorySecret(cluster, secret, url.text)],
    ),
  ];
}

/** `argo-cd 3.5 docs/operator-manual/declarative-setup.md`, "Repositories". */
function repositorySecret(cluster: string, name: string, url: string): RequiredSecret {
  const variable = variableNamed(name);
  const oci = url.startsWith('oci://');
  return {
    namespace: 'argocd',
    name,
    keys: {
      type: { text: oci ? 'helm' : 'git' },
      url: { text: oci ? url.slice('oci://'.length) : url },
      ...(oci && { enableOCI: { text: 'true' } }),
      ...(/^(git@|ssh:)/.test(url)
        ? { sshPrivateKey: { file: `${cluster}/${name}.key` } }
        : { username: { variable: `${variable}_USERNAME` }, password: { variable: `${variable}_PASSWORD` } }),
    },
    labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    why: `Argo CD reads ${url} with it; a token that may only read is enough`,
  };
}

function networkSecrets({ loadBalancing: { bgp }, clusterMesh: mesh }: Cluster): RequiredSecret[] {
  const named = new Set(bgp?.peers.flatMap(({ authSecret }) => authSecret ?? []));
  const passwords = [...named].map(
    (name): RequiredSecret => ({
      namespace: 'kube-system',
      name,
      keys: { password: { variable: 'BGP_PASSWORD' } },
      why: 'BGP sessions are protected by this TCP MD5 password, which the routers have too',
    }),
  );
  const authority: RequiredSecret = {
    namespace: 'kube-system',
    name: 'cilium-ca',
    keys: { 'ca.crt': { file: meshAuthority.certificate }, 'ca.key': { file: meshAuthority.key } },
    why: 'the clusters of a mesh trust each other by this authority, the same in each of them',
  };
  return [...passwords, ...(mesh === undefined ? [] : [authority])];
}

function certificateSecrets({ certificates }: Cluster): RequiredSecret[] {
  if (certificates.issuer !== 'acme' || certificates.challenge !== 'dns01') return [];
  return [
    {
      namespace: 'cert-manager',
      name: certificates.secret,
      keys: { 'api-token': { variable: 'CERT_MANAGER_CLOUDFLARE_TOKEN' } },
      why: 'cert-manager proves by DNS that the domain is yours; permissions Zone:Read and DNS:Edit',
    },
  ];
}

function recordSecrets({ dns }: Cluster): RequiredSecret[] {
  if (dns === undefined) return [];
  const { secret: name, provider } = dns;
  const keys: RequiredSecret['keys'] =
    provider === 'cloudflare'
      ? { 'api-token': { variable: 'EXTERNAL_DNS_CLOUDFLARE_TOKEN' } }
      : { 'tsig-keyname': { variable: 'TSIG_KEY_NAME' }, 'tsig-secret': { variable: 'TSIG_SECRET' } };
  return [{ namespace: 'external-dns', name, keys, why: `External-DNS writes the records of ${dns.zones.join(', ')}` }];
}

function monitoringSecrets({ name: cluster, monitoring }: Cluster): RequiredSecret[] {
  if (monitoring === false) return [];
  const { grafanaSecret, alertReceivers } = monitoring;
  const grafana: RequiredSecret = {
    namespace: 'monitoring',
    name: grafanaSecret,
    keys: { 'admin-user': { text: 'admin' }, 'admin-password': random },
    why: 'Grafana makes its first user of it',
  };
  const receivers = alertReceivers && {
    namespace: 'monitoring',
    name: alertReceivers.secret,
    keys: {
      'alertmanager.yaml': { written: `dist/${cluster}/bootstrap/alertmanager.yaml` },
      ...Object.fromEntries(credentialKeys(alertReceivers).map(key => [key, { variable: variableNamed(key) }])),
    },
    why: 'Alertmanager reads its configuration from it, with the credentials of the receivers',
  };
  return [grafana, ...(receivers ? [receivers] : [])];
}

/** `longhorn 1.12 docs/snapshots-and-backups/backup-and-restore/set-backup-target`. */
function backupSecrets({ storage }: Cluster): RequiredSecret[] {
  if (storage === false || storage.backup?.secret === undefined) return [];
  const { secret: name, endpoint } = storage.backup;
  return [
    {
      namespace: 'longhorn-system',
      name,
      keys: {
        AWS_ACCESS_KEY_ID: { variable: 'BACKUP_ACCESS_KEY_ID' },
        AWS_SECRET_ACCESS_KEY: { variable: 'BACKUP_SECRET_ACCESS_KEY' },
        ...(endpoint !== undefined && { AWS_ENDPOINTS: { text: `https://${endpoint}` } }),
      },
      why: `Longhorn writes backups to ${storage.backup.target.text} with it`,
    },
  ];
}

/** A workload that may read a Secret, whose values are random or given. */
export interface SecretReader {
  readonly namespace: string;
  readonly secret?: {
    readonly name: string;
    readonly keys: Readonly<Record<string, 'random' | 'given'>>;
    readonly why: string;
  };
}

export function workloadSecrets(workloads: readonly SecretReader[]): RequiredSecret[] {
  return workloads.flatMap(({ namespace, secret }) => {
    if (secret === undefined) return [];
    const { name, keys, why } = secret;
    const sources = Object.entries(keys).map(([key, kind]) => [
      key,
      kind === 'random' ? random : { variable: variableNamed(`${namespace}_${name}_${key}`) },
    ]);
    return [{ namespace, name, keys: Object.fromEntries(sources), why }];
  });
}

const variableNamed = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '_');
