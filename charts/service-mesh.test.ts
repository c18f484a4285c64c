import { Testing, Yaml } from 'cdk8s';
import { contentOf } from './layer-content';
import { requiredBy } from './resource-refs';
import { type RoutedService, ServiceMesh } from './service-mesh';

const api: RoutedService = {
  namespace: 'shop',
  name: 'api',
  port: 8080,
  requestTimeoutSeconds: 10,
  backendTimeoutSeconds: 3,
  backends: [
    { name: 'api', weight: 90 },
    { name: 'api-canary', weight: 10 },
  ],
};

const mesh = contentOf(new ServiceMesh(Testing.app(), 'service-mesh', { services: [api] }));

test('requests to a Service get timeouts and weights, whichever client sends them', () => {
  expect(Yaml.stringify(...mesh.objects)).toMatchSnapshot();
});

test('a route waits for the layer that brings its Service', () => {
  expect(requiredBy(mesh, [mesh])).toContain('Service shop/api');
});

test('without routed Services the layer is empty', () => {
  expect(contentOf(new ServiceMesh(Testing.app(), 'service-mesh', { services: [] })).objects).toEqual([]);
});
