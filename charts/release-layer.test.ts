import { App } from 'cdk8s';
import { buildGraph } from '../graph/build';
import type { LayerName } from '../graph/layers';
import { minimalCluster } from '../test/fleet';
import { printLayer } from '../test/print-layer';
import { buildStack } from './index';
import { contentOf } from './layer-content';

const layerOf = (name: LayerName, sections: object = {}) => {
  const cluster = minimalCluster(sections);
  const graph = buildGraph(cluster, [cluster]);
  return buildStack(new App(), { cluster, fleet: [cluster], graph, components: [] }).find(
    ({ node }) => node.id === name,
  );
};

const dns = { provider: 'cloudflare', zones: ['example.net'], secret: 'external-dns-cloudflare' };

test.each([
  ['external-dns', { dns, monitoring: false }],
  ['hubble', { monitoring: false }],
  ['prometheus-crds', {}],
] as const)('%s: its chart, the policies of its pods, and its routes', (name, sections) => {
  expect(printLayer(layerOf(name, sections)!)).toMatchSnapshot();
});

test('a user interface can be left out, with its policy and its route', () => {
  const { objects } = contentOf(layerOf('hubble', { hubble: { ui: false } })!);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'CiliumNetworkPolicy hubble-relay',
    'CiliumNetworkPolicy hubble-generate-certs',
  ]);
});

test('a layer that the cluster file turns off is not built', () => {
  const off = { hubble: false, monitoring: false };
  expect((['hubble', 'prometheus-crds', 'external-dns'] as const).map(name => layerOf(name, off))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
