import { Testing } from 'cdk8s';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { CertManager, type CertManagerProps } from './cert-manager';
import { certManagerValues } from './cert-manager-values';
import { contentOf } from './layer-content';

type Certificates = CertManagerProps['certificates'];

const acme = {
  issuer: 'acme',
  email: 'platform@example.net',
  directory: 'staging',
  challenge: 'dns01',
  secret: 'cloudflare-api-token',
} as const;

const build = (certificates: Certificates) =>
  new CertManager(Testing.app(), 'cert-manager', { certificates, monitored: true, allowances: [] });

const issuerOf = (certificates: Certificates) =>
  contentOf(build(certificates)).objects.find(
    ({ kind, metadata }) => kind === 'ClusterIssuer' && metadata.name === 'platform',
  )?.spec;

test('certificates of a CA of the cluster', () => {
  expect(printLayer(build({ issuer: 'internal-ca' }))).toMatchSnapshot();
});

test('the chart knows every value', () => {
  expect(checkValues('cert-manager', certManagerValues({ monitored: true }))).toEqual([]);
});

test('the CA exists before the issuer that signs with it, which would be degraded and fail the sync', () => {
  const { objects } = contentOf(build({ issuer: 'internal-ca' }));
  const inOrder = objects.map(({ kind, metadata }) => [
    metadata.annotations?.['argocd.argoproj.io/sync-wave'],
    kind,
    metadata.name,
  ]);
  expect(inOrder).toEqual([
    ['1', 'ClusterIssuer', 'platform-root'],
    ['2', 'Certificate', 'platform-ca'],
    ['3', 'ClusterIssuer', 'platform'],
  ]);
});

test('dns01 writes its record with the token in the Secret', () => {
  expect(issuerOf(acme)).toMatchObject({
    acme: {
      server: 'https://acme-staging-v02.api.letsencrypt.org/directory',
      solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: 'cloudflare-api-token', key: 'api-token' } } } }],
    },
  });
});

test('http01 is answered on the plain port of the public Gateway', () => {
  const listener = { kind: 'Gateway', namespace: 'gateway-system', name: 'public', sectionName: 'http' };
  expect(issuerOf({ ...acme, challenge: 'http01' })).toMatchObject({
    acme: { solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [listener] } } }] },
  });
});

test('self-signed certificates need no authority', () => {
  expect(issuerOf({ issuer: 'self-signed' })).toEqual({ selfSigned: {} });
});
