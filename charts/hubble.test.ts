import { Testing, Yaml } from 'cdk8s';
import { allowancesOf } from '../graph/allowance';
import { buildGraph } from '../graph/build';
import { exposuresOf } from '../graph/exposure';
import { minimalCluster } from '../test/fleet';
import { Hubble } from './hubble';
import { contentOf } from './layer-content';

const hubbleOf = (sections: object = {}) => {
  const cluster = minimalCluster(sections);
  const allowances = allowancesOf(buildGraph(cluster, [cluster]), 'hubble');
  const exposures = exposuresOf(cluster).filter(({ name }) => name === 'hubble');
  return contentOf(new Hubble(Testing.app(), 'hubble', { allowances, exposures })).objects;
};

const names = (sections: object) => hubbleOf(sections).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test('policies of relay, interface and certificate job, and the route to the interface', () => {
  expect(Yaml.stringify(...hubbleOf({ monitoring: false }))).toMatchSnapshot();
});

test('the interface can be left out', () => {
  expect(names({ hubble: { ui: false } })).toEqual([
    'CiliumNetworkPolicy hubble-relay',
    'CiliumNetworkPolicy hubble-generate-certs',
  ]);
});

test('without Hubble the layer is empty', () => {
  expect(names({ hubble: false })).toEqual([]);
});
