import { App, Testing, Yaml } from 'cdk8s';
import { gatewayApi } from '../config/versions';
import { minimalCluster } from '../test/fleet';
import { LayerApplication } from './applications';
import { GatewayApi } from './gateway-api';
import { contentOf } from './layer-content';

const application = new LayerApplication(
  new App(),
  minimalCluster(),
  contentOf(new GatewayApi(Testing.app(), 'gateway-api')),
  0,
);

test('the CRDs of Gateway API, from upstream’s own repository', () => {
  expect(Yaml.stringify(...application.toJson())).toMatchSnapshot();
});

test('the revision is pinned, and the layer may write only CRDs', () => {
  const [project, { spec }] = application.toJson();
  expect(spec.sources.map(({ targetRevision }: { targetRevision: string }) => targetRevision)).toEqual([
    `v${gatewayApi.version}`,
  ]);
  expect(project.spec.clusterResourceWhitelist).toEqual([
    { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
  ]);
  expect(project.spec.namespaceResourceWhitelist).toEqual([]);
});
