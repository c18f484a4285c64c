import { Testing } from 'cdk8s';
import { parseYaml } from '../model/yaml';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { ArgoCD } from './argocd';
import { argocdValues } from './argocd-values';

const slice = { hostname: 'argocd.lab.example.net', monitored: true };
const { configs, global } = argocdValues(slice);

test('Argo CD as it manages itself', () => {
  expect(
    printLayer(new ArgoCD(Testing.app(), 'argocd', { ...slice, allowances: [], exposures: [] })),
  ).toMatchSnapshot();
});

test('the chart knows every value', () => {
  expect(checkValues('argo-cd', argocdValues(slice))).toEqual([]);
});

test('no Secret and no network policy of the chart', () => {
  expect(configs.secret.createSecret).toBe(false);
  expect(global.networkPolicy.create).toBe(false);
});

test('an Application has health, or no wave would wait for the one before', () => {
  expect(configs.cm).toHaveProperty(['resource.customizations.health.argoproj.io_Application']);
});

test('the exclusions are a list that Argo CD can read, with its own defaults in it', () => {
  const [document] = parseYaml(configs.cm['resource.exclusions']);
  expect(document?.value).toEqual(
    expect.arrayContaining([{ apiGroups: ['discovery.k8s.io'], kinds: ['EndpointSlice'] }]),
  );
});
