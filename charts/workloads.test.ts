import { Testing, Yaml } from 'cdk8s';
import { allowancesOf } from '../graph/allowance';
import { applicationPart, type Component, componentExposures } from '../graph/application';
import { buildGraph } from '../graph/build';
import type { KubernetesObject } from '../model/manifest';
import { minimalCluster } from '../test/fleet';
import { shop } from '../test/workloads/shop';
import { contentOf } from './layer-content';
import { requiredBy } from './resource-refs';
import { Workloads } from './workloads';

function layerOf(components: readonly Component[], cluster = minimalCluster()) {
  const graph = buildGraph(cluster, [cluster], [applicationPart(components, cluster)]);
  return contentOf(
    new Workloads(Testing.app(), 'workloads', {
      components,
      exposures: componentExposures(components, cluster),
      storageClass: 'longhorn',
      monitored: cluster.monitoring !== false,
      allowances: allowancesOf(graph, 'workloads'),
    }),
  );
}

const layer = layerOf(shop);
const find = (kind: string, name: string) =>
  layer.objects.find(object => object.kind === kind && object.metadata.name === name)!;

interface PodSpec {
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly { readonly securityContext: unknown }[];
  readonly volumes?: readonly object[];
}
const podSpec = ({ spec }: KubernetesObject) => (spec as { template: { spec: PodSpec } }).template.spec;

test('the example in three tiers', () => {
  expect(Yaml.stringify(...layer.objects)).toMatchSnapshot();
});

test('pods with data keep it, and wait for the storage class', () => {
  expect(find('StatefulSet', 'db')).toBeDefined();
  expect(find('Deployment', 'db')).toBeUndefined();
  expect(requiredBy(layer, [layer])).toContain('StorageClass longhorn');
});

test('pods satisfy the Pod Security level `restricted`', () => {
  const pods = layer.objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').map(podSpec);
  expect(pods).toHaveLength(shop.length);
  for (const { securityContext, containers, volumes = [] } of pods) {
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(securityContext.runAsUser).toBeGreaterThan(0);
    for (const container of containers)
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      });
    for (const volume of volumes) expect(volume).not.toHaveProperty('hostPath');
  }
});

test('a Gateway that the cluster lacks serves nothing', () => {
  const closed = layerOf(shop, minimalCluster({ ingress: { gateways: { public: false } } }));
  const kinds = closed.objects.map(({ kind }) => kind);
  expect(kinds).not.toContain('HTTPRoute');
  expect(Yaml.stringify(...closed.objects)).not.toContain('- ingress');
});

test('without Prometheus, nothing is scraped', () => {
  const text = Yaml.stringify(...layerOf(shop, minimalCluster({ monitoring: false })).objects);
  expect(text).not.toMatch(/ServiceMonitor|scrapes/);
});
