import { Testing, Yaml } from 'cdk8s';
import { parseAddress } from '../model/cidr';
import { ClusterMesh } from './cluster-mesh';
import { contentOf } from './layer-content';

test('the mesh API server gets the address that its peers know', () => {
  const mesh = { id: 1, peers: ['other'], address: parseAddress('192.0.2.210')! };
  const layer = new ClusterMesh(Testing.app(), 'cluster-mesh', { mesh, allowances: [] });
  expect(Yaml.stringify(...contentOf(layer).objects)).toMatchSnapshot();
});
