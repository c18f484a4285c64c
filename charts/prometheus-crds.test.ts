import { Testing } from 'cdk8s';
import { contentOf } from './layer-content';
import { PrometheusCRDs } from './prometheus-crds';

test('the kinds come from a release of their own, as the chart has them', () => {
  const { releases, objects } = contentOf(new PrometheusCRDs(Testing.app(), 'prometheus-crds'));
  expect(releases).toMatchObject([
    { chart: { chart: 'prometheus-operator-crds' }, namespace: 'monitoring', values: {} },
  ]);
  expect(objects).toEqual([]);
});
