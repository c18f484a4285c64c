import { Testing, Yaml } from 'cdk8s';
import { minimalCluster } from '../test/fleet';
import { gatewaysOf, Ingress } from './ingress';
import { contentOf } from './layer-content';

const ingressOf = (sections: object = {}, hosts: Parameters<typeof gatewaysOf>[1] = []) => {
  const cluster = minimalCluster(sections);
  const gateways = gatewaysOf(cluster, hosts);
  const { controller } = cluster.ingress;
  return contentOf(new Ingress(Testing.app(), 'ingress', { domain: cluster.domain, gateways, controller })).objects;
};

const kinds = (objects: ReturnType<typeof ingressOf>) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test('two Gateways that send HTTP to HTTPS', () => {
  expect(Yaml.stringify(...ingressOf())).toMatchSnapshot();
});

test('an issuer that proves names one by one certifies the names that are served, and no wildcard', () => {
  const sections = {
    domain: 'lab.example.net',
    certificates: { issuer: 'acme', email: 'ops@example.net', challenge: 'http01' },
  };
  const hosts = [
    { gateway: 'public', hostname: 'grafana.lab.example.net' },
    { gateway: 'internal', hostname: 'hubble.lab.example.net' },
  ];
  const certificates = ingressOf(sections, hosts).filter(({ kind }) => kind === 'Certificate');
  expect(certificates.map(({ spec }) => (spec as { dnsNames: string[] }).dnsNames)).toEqual([
    ['grafana.lab.example.net'],
    ['hubble.lab.example.net'],
  ]);
});

test('without a host name, no certificate is requested', () => {
  const certificates = { issuer: 'acme', email: 'ops@example.net', challenge: 'http01' };
  expect(kinds(ingressOf({ certificates })).filter(name => name.startsWith('Certificate'))).toEqual([]);
});

test('a Gateway that is off leaves nothing behind', () => {
  const only = { ingress: { gateways: { public: false } } };
  expect(kinds(ingressOf(only)).filter(name => name.includes('public'))).toEqual([]);
});

test('without any way into the cluster the layer is empty', () => {
  expect(ingressOf({ ingress: { gateways: { public: false, internal: false } } })).toEqual([]);
});

test('without a Gateway, the proxy of the Ingress controller is admitted', () => {
  const controller = { ingress: { gateways: { public: false, internal: false }, controller: true } };
  expect(kinds(ingressOf(controller))).toEqual(['CiliumClusterwideNetworkPolicy ingress-proxy']);
});
