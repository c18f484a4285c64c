import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, clusterRule, duplicates, when } from './rule';

/** A Secret that the file names, the namespace where it is read, and what for. */
interface NamedSecret {
  readonly at: readonly Step[];
  readonly namespace: string;
  readonly name: string;
  readonly purpose: string;
}

/** Secrets that charts, controllers and the bootstrap make, or that a program reads by a fixed name. */
const reserved: Readonly<Record<string, RegExp>> = {
  // argo-cd 3.5 docs/operator-manual: its own Secret, its cache, its first password, TLS of its parts, notifications.
  argocd:
    /^argocd-(secret|redis|initial-admin-secret|notifications-secret|(server|repo-server|dex-server|image-updater)-tls|ca)$/,
  // cilium 1.19 install/kubernetes/cilium/templates: its authority and certificates, the mesh, IPsec, etcd.
  'kube-system': /^(cilium-.*|clustermesh-.*|hubble-.*|bootstrap-token-.*)$/,
  // cert-manager 1.21 and charts/cert-manager.ts: the webhook's authority, our authority, the account of Let’s Encrypt.
  'cert-manager': /^(cert-manager-.*|platform-(ca|acme-account))$/,
  // kube-prometheus-stack: what the operator generates for each Prometheus and Alertmanager, and the charts' own.
  monitoring: /^((alertmanager|prometheus)-.*-(generated|tls-assets.*|web-config|cluster-tls-config)|monitoring-.*)$/,
  // longhorn 1.12 webhooks and gRPC.
  'longhorn-system': /^longhorn-(webhook-(ca|tls)|grpc-tls)$/,
};

export const secretRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'reserved-secret',
    severity: 'error',
    title: 'A Secret name that the platform uses itself',
    why: 'The Secret of that name is made by a chart, by a controller or for another purpose. Yours replaces it, or is replaced.',
    wrong: 'git: {secret: argocd-secret}',
    right: 'git: {secret: infraflux-repository}',
    find: cluster =>
      secretsOf(cluster).flatMap(({ at, namespace, name, purpose }) =>
        when(isReservedSecret(namespace, name), {
          at,
          message: `the platform uses a Secret \`${name}\` in \`${namespace}\` itself, which cannot also be ${purpose}`,
          allowed: 'a name of your own',
          repair: 'choose another name',
        }),
      ),
  }),
  clusterRule({
    code: 'shared-secret',
    severity: 'error',
    title: 'One Secret for two purposes',
    why: 'Each purpose has its own keys, and the bootstrap runbook creates each Secret once: the second command fails because the Secret exists.',
    wrong:
      'monitoring: {grafanaSecret: monitoring, alertReceivers: {secret: monitoring, hosts: [events.pagerduty.com]}}',
    right:
      'monitoring: {grafanaSecret: grafana-admin, alertReceivers: {secret: alertmanager-config, hosts: [events.pagerduty.com]}}',
    find: cluster =>
      duplicates(
        onePerPurpose(secretsOf(cluster)),
        ({ namespace, name }) => `${namespace}/${name}`,
        ({ at, namespace, name, purpose }, _, first) => ({
          at,
          message: `the Secret \`${name}\` in \`${namespace}\` is ${first.purpose} already, and cannot also be ${purpose}`,
          allowed: 'a Secret for each purpose',
          repair: 'choose another name for one of the two',
        }),
      ),
  }),
];

/** Whether a Secret of this name in this namespace belongs to the platform itself. */
export function isReservedSecret(namespace: string, name: string): boolean {
  return reserved[namespace]?.test(name) === true;
}

function secretsOf({ git, argocd, loadBalancing, monitoring, storage, dns, certificates }: Cluster): NamedSecret[] {
  const named = (namespace: string, purpose: string, at: readonly Step[], name: string | undefined): NamedSecret[] =>
    name === undefined ? [] : [{ at, namespace, name, purpose }];
  const { alertReceivers = undefined, grafanaSecret = undefined } = monitoring === false ? {} : monitoring;
  return [
    ...named('argocd', 'the credential of `git.repository`', ['git', 'secret'], git.secret),
    ...argocd.repositories.flatMap(({ url, secret }, index) =>
      named('argocd', `the credential of \`${url.text}\``, ['argocd', 'repositories', index, 'secret'], secret),
    ),
    ...(loadBalancing.bgp?.peers ?? []).flatMap(({ authSecret }, index) =>
      named(
        'kube-system',
        'the password of BGP sessions',
        ['loadBalancing', 'bgp', 'peers', index, 'authSecret'],
        authSecret,
      ),
    ),
    ...named('monitoring', 'the login of Grafana', ['monitoring', 'grafanaSecret'], grafanaSecret),
    ...named(
      'monitoring',
      'the configuration of Alertmanager',
      ['monitoring', 'alertReceivers', 'secret'],
      alertReceivers?.secret,
    ),
    ...(storage === false
      ? []
      : named('longhorn-system', 'the credential of backups', ['storage', 'backup', 'secret'], storage.backup?.secret)),
    ...(dns === undefined ? [] : named('external-dns', 'the credential of DNS', ['dns', 'secret'], dns.secret)),
    ...(certificates.issuer === 'acme'
      ? named('cert-manager', 'the credential of DNS', ['certificates', 'secret'], certificates.secret)
      : []),
  ];
}

/** Several peers may share one password, which is one purpose. */
function onePerPurpose(secrets: readonly NamedSecret[]): NamedSecret[] {
  return [...new Map(secrets.map(secret => [`${secret.namespace}/${secret.name}/${secret.purpose}`, secret])).values()];
}
