import { Testing, Yaml } from 'cdk8s';
import { minimalCluster } from '../test/fleet';
import { ClusterMesh } from './cluster-mesh';
import { contentOf } from './layer-content';

const objectsOf = (mesh?: object) =>
  contentOf(new ClusterMesh(Testing.app(), 'cluster-mesh', { mesh: minimalCluster({ mesh }).mesh, allowances: [] }))
    .objects;

test('the mesh API server gets the address that its peers know', () => {
  const mesh = { id: 1, peers: ['other'], address: '192.0.2.210' };
  expect(Yaml.stringify(...objectsOf(mesh))).toMatchSnapshot();
});

test('a cluster without a mesh has no such server', () => {
  expect(objectsOf()).toEqual([]);
});
