import { App, Yaml } from 'cdk8s';
import { charts } from '../config/versions';
import { minimalCluster } from '../test/fleet';
import { LayerApplication } from './applications';
import type { LayerContent } from './layer-content';
import { RootApplication } from './root-application';

const cluster = minimalCluster();

const externalDNS: LayerContent = {
  name: 'external-dns',
  objects: [
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'external-dns', namespace: 'external-dns' },
    },
  ],
  releases: [{ chart: charts['external-dns'], releaseName: 'external-dns', namespace: 'external-dns', values: {} }],
  upstream: [],
};

const applicationOf = (layer: LayerContent) =>
  new LayerApplication(new App(), cluster, layer, 5).toJson().find(({ kind }) => kind === 'Application');

test('the Application and the project of a layer with a chart', () => {
  expect(Yaml.stringify(...new LayerApplication(new App(), cluster, externalDNS, 5).toJson())).toMatchSnapshot();
});

test('the root from which all others follow', () => {
  expect(Yaml.stringify(...new RootApplication(new App(), cluster).toJson())).toMatchSnapshot();
});

test('what carries data or the network is not pruned', () => {
  const prunes = (name: 'longhorn' | 'workloads') =>
    applicationOf({ ...externalDNS, name }).spec.syncPolicy.automated.prune;
  expect(prunes('workloads')).toBe(true);
  expect(prunes('longhorn')).toBe(false);
});

test('no Application deletes its objects when it is deleted', () => {
  expect(applicationOf(externalDNS).metadata.finalizers).toBeUndefined();
});

test('a layer of manifests alone reads no chart, and one of a chart alone no folder', () => {
  const paths = (layer: LayerContent) =>
    applicationOf(layer).spec.sources.map(({ chart, path }: { chart?: string; path?: string }) => chart ?? path);
  expect(paths({ ...externalDNS, releases: [] })).toEqual(['dist/minimal/external-dns']);
  expect(paths({ ...externalDNS, objects: [] })).toEqual(['external-dns', undefined]);
});
