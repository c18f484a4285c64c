import type { Cluster } from '../../config/schema/cluster';
import { kubeApiserver, usesApi } from '../kubernetes';
import { layer } from '../layer';
import type { RequiredSecret } from '../secret';
import { type Connection, connects, tcp, udp, workload } from '../workload';
import { gateway, gatewayNamespace } from './ingress';

/** `cert-manager 1.21 deploy/charts/cert-manager`. */
const pod = { namespace: 'cert-manager', network: 'pod' } as const;

const labelsOf = (name: string, component: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/component': component,
});

export const certManager = workload({
  ...pod,
  name: 'cert-manager',
  labels: labelsOf('cert-manager', 'controller'),
  ports: { metrics: tcp(9402) },
  scraped: ['metrics'],
});

export const certManagerWebhook = workload({
  ...pod,
  name: 'cert-manager-webhook',
  labels: labelsOf('webhook', 'webhook'),
  ports: { https: tcp(10250), metrics: tcp(9402) },
  scraped: ['metrics'],
});

export const certManagerInjector = workload({
  ...pod,
  name: 'cert-manager-cainjector',
  labels: labelsOf('cainjector', 'cainjector'),
  ports: { metrics: tcp(9402) },
  scraped: ['metrics'],
});

/** One for each challenge, beside the Certificate: `cert-manager 1.21 pkg/issuer/acme/http`. */
export const acmeSolver = workload({
  ...pod,
  namespace: gatewayNamespace,
  name: 'acme-solver',
  labels: { 'acme.cert-manager.io/http01-solver': 'true' },
  ports: { http: tcp(8089) },
});

/** Hosts of the directories of Let's Encrypt. */
export const acmeHosts = {
  production: 'acme-v02.api.letsencrypt.org',
  staging: 'acme-staging-v02.api.letsencrypt.org',
} as const;

/** Asked whether a DNS-01 record is visible, instead of every zone's own servers, so that policy can name them. */
export const recursiveNameservers = ['1.1.1.1', '1.0.0.1'] as const;

export const certManagerLayer = layer({
  name: 'cert-manager',
  settings: ({ certificates }) => certificates,
  namespace: pod.namespace,
  provides: ['cert-manager.io/*'],
  requires: ['gateway.networking.k8s.io/*'],
  keepsRemovedObjects: true,
  processes: [{ name: 'cert-manager' }],
  jobs: () => ['cert-manager'],
  secrets: certificateSecrets,
  describe: certificates => ({
    workloads: [
      certManager,
      certManagerWebhook,
      certManagerInjector,
      ...(certificates.issuer === 'acme' && certificates.challenge === 'http01' ? [acmeSolver] : []),
    ],
    connections: [
      usesApi(certManager, 'reconciles Certificates, Issuers and annotated Gateways'),
      usesApi(certManagerWebhook, 'keeps its own serving certificate in a Secret'),
      usesApi(certManagerInjector, 'writes CA bundles into webhook configurations'),
      connects(
        kubeApiserver,
        certManagerWebhook,
        ['https'],
        'has every cert-manager object validated before it is stored',
      ),
      ...(certificates.issuer === 'acme' ? acmeConnections(certificates) : []),
    ],
  }),
});

type Acme = Extract<Cluster['certificates'], { issuer: 'acme' }>;

function acmeConnections({ directory, challenge }: Acme): Connection[] {
  const authority: Connection = {
    from: certManager,
    to: { names: [acmeHosts[directory]] },
    ports: [tcp(443)],
    why: 'orders certificates from Let’s Encrypt',
  };
  if (challenge === 'http01')
    return [
      authority,
      connects(gateway, acmeSolver, ['http'], 'passes the authority’s HTTP-01 request on'),
      {
        from: certManager,
        to: { entities: ['world', 'ingress'] },
        ports: [tcp(80)],
        why: 'fetches the HTTP-01 token itself before it asks the authority to',
      },
    ];
  return [
    authority,
    {
      from: certManager,
      to: { names: ['api.cloudflare.com'] },
      ports: [tcp(443)],
      why: 'writes the DNS-01 record of a challenge',
    },
    {
      from: certManager,
      to: { cidrs: recursiveNameservers.map(address => `${address}/32`) },
      ports: [udp(53), tcp(53)],
      why: 'checks that the DNS-01 record is visible',
    },
  ];
}

function certificateSecrets(certificates: Cluster['certificates']): RequiredSecret[] {
  if (certificates.issuer !== 'acme' || certificates.challenge !== 'dns01') return [];
  return [
    {
      namespace: pod.namespace,
      name: certificates.secret,
      keys: { 'api-token': { variable: 'CERT_MANAGER_CLOUDFLARE_TOKEN' } },
      why: 'cert-manager proves through DNS that the domain is yours; permissions: Zone:Read and DNS:Edit',
    },
  ];
}
