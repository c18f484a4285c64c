import { Testing } from 'cdk8s';
import { fixtureFleet, minimalCluster } from '../test/fleet';
import { printLayer } from '../test/print-layer';
import { contentOf } from './layer-content';
import { Namespaces, namespacesOf } from './namespaces';

const layerFor = (sections: object) =>
  new Namespaces(Testing.app(), 'namespaces', namespacesOf(minimalCluster(sections), []));

const off = { monitoring: false, storage: false };

test('the namespaces of a small cluster', () => {
  expect(printLayer(layerFor(off))).toMatchSnapshot();
});

test('a namespace is privileged only where its pods work on the host', () => {
  const privileged = fixtureFleet.map(cluster =>
    namespacesOf(cluster, []).flatMap(({ name, level }) => (level === 'privileged' ? [name] : [])),
  );
  expect(new Set(privileged.flat())).toEqual(new Set(['monitoring', 'longhorn-system']));
});

test('no namespace is pruned or deleted with its Application', () => {
  for (const { metadata } of contentOf(layerFor({})).objects)
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
});

test('what is off has no namespace', () => {
  expect(contentOf(layerFor(off)).objects.map(({ metadata }) => metadata.name)).toEqual([
    'argocd',
    'cert-manager',
    'gateway-system',
  ]);
});
