import { parseManifests } from '../../model/manifest';
import { schemaOf } from '../../upstream/schemas/load';
import { createEngine } from '../engine';
import type { Flow, Settings } from '../input';
import { networksOfManifests } from '../lint/networks';
import { readNodes } from '../nodes';
import { defaultSettings, selectableEntities } from '../settings';
import { readWorkloads } from '../workloads';
import type { Destination } from './path';
import { judgePath } from './path';
import { pathsTo, surroundingsOf } from './paths';

const pod = (name: string, port = 8080, more = '') => `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: c, image: x, ports: [{ name: main, containerPort: ${port} }] }]${more} }
`;

const service = (name: string, app: string, ports = '[{ port: 80, targetPort: main }]', more = '') => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${app} }, ports: ${ports}${more} }
`;

const policy = (app: string, rules: string) => `
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${app}, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: ${app} } }, ${rules} }
`;

const to = (app: string, port = '') =>
  `egress: [{ toEndpoints: [{ matchLabels: { app: ${app} } }]${port && `, toPorts: [{ ports: [{ port: "${port}" }] }]`} }]`;

function ask(
  yaml: string,
  destination: Destination | string,
  question: Partial<Flow> = {},
  some: Partial<Settings> = {},
) {
  const settings = { ...defaultSettings, ...some };
  const manifests = parseManifests(yaml, 'all.yaml');
  const workloads = readWorkloads(manifests);
  const pods = workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ endpoint }) => endpoint);
  const engine = createEngine(manifests, [...pods, ...selectableEntities(settings)], schemaOf, settings);
  const around = surroundingsOf(engine, workloads, settings, {
    manifests,
    nodes: readNodes(manifests),
    networks: networksOfManifests(manifests),
  });
  const found = typeof destination === 'string' ? named(destination) : destination;
  return pathsTo('shop/web', found, { port: 80, protocol: 'TCP', ...question }, around).map(path => ({
    verdict: judgePath(path, engine).verdict,
    why: [...path.hops, path.unknown ?? path.fails ?? ''].join('; '),
    to: path.legs.at(-1)?.flow.to,
    port: path.legs.at(-1)?.flow.port,
  }));

  function named(name: string): Destination {
    const [kind, key = ''] = name.split(' ');
    const known = around.services.find(each => each.name === key);
    if (kind === 'service' && known) return { kind, service: known };
    const gateway = around.gateways.find(each => each.name === key);
    if (kind === 'gateway' && gateway) return { kind, gateway };
    if (kind === 'address') return { kind, address: key };
    return { kind: 'end', notations: [name], ...{ workload: workloads.find(each => each.name === name)! } };
  }
}

const web = pod('web');

test.each([
  ['a named target port of each backend', service('api', 'api'), pod('api', 8080), 'allowed', 8080],
  ['a port that the policy gives as the Service’s', service('api', 'api'), pod('api', 9090), 'denied', 9090],
  [
    'the Service’s own port where no target is named',
    service('api', 'api', '[{ port: 80 }]'),
    pod('api'),
    'denied',
    80,
  ],
])('a Service is followed to the port of its pods: %s', (_what, front, backend, verdict, port) => {
  const [path] = ask(web + front + backend + policy('web', to('api', '8080')), 'service api');
  expect(path).toMatchObject({ verdict, port, to: 'shop/api' });
});

test('a headless Service translates no port: its name means the addresses of its pods', () => {
  const headless = service('api', 'api', '[{ port: 80, targetPort: main }]', ', clusterIP: None');
  expect(ask(web + headless + pod('api', 8080), 'service api')).toMatchObject([{ to: 'shop/api', port: 80 }]);
});

test('a Service leads to each of its backends, to nothing without the port, and nobody knows where without pods', () => {
  const two =
    service('api', 'x').replace('{ app: x }', '{ tier: api }') +
    ['a', 'b'].map(name => pod(name).replace('labels: {', 'labels: { tier: api,')).join('');
  expect(ask(web + two + policy('web', to('a')), 'service api').map(path => path.verdict)).toEqual([
    'allowed',
    'denied',
  ]);
  expect(ask(web + service('api', 'api') + pod('api'), 'service api', { port: 81 })).toMatchObject([
    { verdict: 'denied', why: expect.stringContaining('has no port 81/TCP; it has 80/TCP') },
  ]);
  expect(ask(web + service('api', 'api'), 'service api')).toMatchObject([
    { verdict: 'undecidable', why: expect.stringContaining('no workload among the manifests is a backend') },
  ]);
});

test.each([
  ['10.96.0.7', 'shop/api', 'allowed'],
  ['10.0.0.1', 'kube-apiserver:cp1', 'denied'],
  ['10.244.0.5', 'shop/web', 'denied'],
  ['10.244.0.9', undefined, 'undecidable'],
  ['10.96.0.9', undefined, 'undecidable'],
  ['192.0.2.1', 'cidr:192.0.2.1', 'denied'],
])('the address %s is %s', (address, end, verdict) => {
  const cluster = `${web.replace('spec:', 'status: { podIP: 10.244.0.5 }\nspec:')}${pod('api')}${service('api', 'api', undefined, ', clusterIP: 10.96.0.7')}
---
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: { name: kubernetes }
spec: { cidrs: [10.96.0.0/16] }
---
apiVersion: v1
kind: Node
metadata: { name: cp1, labels: { node-role.kubernetes.io/control-plane: "" } }
spec: { podCIDRs: [10.244.0.0/24] }
status: { addresses: [{ type: InternalIP, address: 10.0.0.1 }] }
`;
  expect(ask(cluster + policy('web', to('api')), `address ${address}`).at(-1)).toMatchObject({ verdict, to: end });
});

const redirect = (frontend: string, more = '') => `
---
apiVersion: cilium.io/v2
kind: CiliumLocalRedirectPolicy
metadata: { name: local, namespace: shop }
spec:
  redirectFrontend: { ${frontend} }
  redirectBackend: { localEndpointSelector: { matchLabels: { app: cache } }, toPorts: [{ port: "53", protocol: UDP }] }${more}
`;
const dns = service('dns', 'dns', '[{ port: 53, protocol: UDP }]') + pod('dns', 53) + pod('cache', 53);
const lookup = { port: 53, protocol: 'UDP', dns: 'a.io' };
const byService = redirect('serviceMatcher: { serviceName: dns, namespace: shop }');

test.each([
  ['the Service of a redirect', byService, 'service dns', {}, 'shop/cache'],
  ['a pod behind that Service, for a lookup', byService, 'shop/dns', {}, 'shop/cache'],
  [
    'the address of a redirect',
    redirect('addressMatcher: { ip: 169.254.20.10, toPorts: [{ port: "53", protocol: UDP }] }'),
    'address 169.254.20.10',
    {},
    'shop/cache',
  ],
  [
    'another address',
    redirect('addressMatcher: { ip: 169.254.20.10, toPorts: [{ port: "53", protocol: UDP }] }'),
    'address 169.254.20.11',
    {},
    'cidr:169.254.20.11',
  ],
  [
    'another port',
    redirect('serviceMatcher: { serviceName: dns, namespace: shop, toPorts: [{ port: "54", protocol: UDP }] }'),
    'service dns',
    {},
    'shop/dns',
  ],
  [
    'an address outside of those that may be redirected',
    redirect('addressMatcher: { ip: 169.254.20.10, toPorts: [{ port: "53", protocol: UDP }] }'),
    'address 169.254.20.10',
    { localRedirectCidrs: ['10.0.0.0/8'] },
    'cidr:169.254.20.10',
  ],
  ['a cluster without the feature', byService, 'service dns', { localRedirect: false }, 'shop/dns'],
])('local redirects: %s', (_what, lrp, destination, settings, end) => {
  const [path] = ask(web + dns + lrp + policy('web', to('dns')), destination, lookup, settings);
  expect([path?.to, path?.verdict]).toEqual([end, end === 'shop/dns' ? 'allowed' : 'denied']);
});

test('a redirect leaves its own backends out where it says so', () => {
  const own = (more: string) =>
    ask(
      `${web.replace('app: web', 'app: cache')}${dns}${redirect('serviceMatcher: { serviceName: dns, namespace: shop }', more)}`,
      'service dns',
      lookup,
    ).map(path => path.to);
  expect(own('\n  skipRedirectFromBackend: true')).toEqual(['shop/dns']);
  expect(new Set(own(''))).toEqual(new Set(['shop/cache', 'shop/web']));
});

const gateway = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: infra }
spec: { gatewayClassName: cilium, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: infra }]
  hostnames: [shop.io]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /api } }]
      backendRefs: [{ name: api, port: 80 }]
    - backendRefs: [{ name: front, port: 80 }]
`;
const shop = web + pod('api') + pod('front') + service('api', 'api') + service('front', 'front') + gateway;

test('through a Gateway a pod’s egress is judged at the backend, and the backend sees the entity `ingress`', () => {
  const request = (path: string) => ({ http: { method: 'GET', path, host: 'shop.io' } });
  const onlyApi = shop + policy('web', to('api'));
  const asked = (yaml: string, path: string) =>
    ask(yaml, 'gateway public', request(path)).map(each => [each.to, each.verdict]);
  expect(asked(onlyApi, '/api/users')).toEqual([['shop/api', 'allowed']]);
  expect(asked(onlyApi, '/apis')).toEqual([['shop/front', 'denied']]);
  expect(asked(shop + policy('api', 'ingress: [{ fromEndpoints: [{}] }]'), '/api')).toEqual([['shop/api', 'denied']]);
  expect(asked(shop + policy('api', 'ingress: [{ fromEntities: [ingress] }]'), '/api')).toEqual([
    ['shop/api', 'allowed'],
  ]);
  const shut = `
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: proxy }
spec: { endpointSelector: { matchExpressions: [{ key: reserved:ingress, operator: Exists }] }, ingress: [{ fromEntities: [world] }] }
`;
  expect(asked(shop + shut, '/api')).toEqual([['shop/api', 'denied']]);
  expect(ask(onlyApi, 'gateway public').map(each => each.verdict)).toEqual(['allowed', 'denied']);
});

test('the entity `ingress` is the proxy of the Gateways that there are', () => {
  expect(ask(shop + policy('web', to('api')), 'entity:ingress').map(each => each.verdict)).toEqual([
    'allowed',
    'denied',
  ]);
  expect(ask(web + policy('web', to('api')), 'entity:ingress')).toMatchObject([{ verdict: 'undecidable' }]);
  expect(ask(web, 'entity:ingress')).toMatchObject([{ verdict: 'allowed' }]);
  const foreign = shop.replace('gatewayClassName: cilium', 'gatewayClassName: nginx');
  expect(ask(foreign, 'gateway public')).toMatchObject([
    { verdict: 'undecidable', why: expect.stringContaining('class `nginx`') },
  ]);
});
