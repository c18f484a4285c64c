import { Testing, Yaml } from 'cdk8s';
import { contentOf } from './layer-content';
import { Mesh, type MeshedService } from './mesh';
import { reliesOn } from './things';

const api: MeshedService = {
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

const mesh = contentOf(new Mesh(Testing.app(), 'mesh', { services: [api] }));

test('requests to a Service are timed and divided, whoever sends them', () => {
  expect(Yaml.stringify(...mesh.objects)).toMatchSnapshot();
});

test('a route waits for the layer that brings its Service', () => {
  expect(reliesOn(mesh, [mesh])).toContain('Service shop/api');
});

test('without services there is no mesh', () => {
  expect(contentOf(new Mesh(Testing.app(), 'mesh', { services: [] })).objects).toEqual([]);
});
