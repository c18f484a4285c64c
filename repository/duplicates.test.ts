import { readRepository } from './repository';

const object = (apiVersion: string, kind: string, namespace = 'shop') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: ${namespace} }\n`;
const deployment = object('apps/v1', 'Deployment');
const kustomization = (...resources: string[]) => `resources: [${resources.join(', ')}]\n`;

const find = (files: Readonly<Record<string, string>>) =>
  readRepository(new Map(Object.entries(files))).duplicates.map(({ file, line, message }) => [
    `${file}:${line}`,
    message.replace(/;.*/, ''),
  ]);

test('an object is known by group, kind, namespace and name, in any version', () => {
  expect(
    find({
      'a.yaml': [deployment, object('v1', 'Service')].join('---\n'),
      'b.yaml': [object('apps/v1beta1', 'Deployment'), object('apps/v1', 'Deployment', 'other')].join('---\n'),
    }),
  ).toEqual([['b.yaml:3', '`Deployment shop/web` is also written in `a.yaml:1`']]);
});

test('each cluster that synth writes may have the same objects', () => {
  const once = { 'dist/east/web.yaml': deployment, 'dist/west/web.yaml': deployment };
  expect(find(once)).toEqual([]);
  expect(find({ ...once, 'dist/west/shop/web.yaml': deployment })).toEqual([
    ['dist/west/shop/web.yaml:3', '`Deployment shop/web` is also written in `dist/west/web.yaml:1`'],
  ]);
});

test('overlays may patch and replace what a base has', () => {
  const base = { 'base/kustomization.yaml': kustomization('web.yaml'), 'base/web.yaml': deployment };
  expect(
    find({
      ...base,
      'overlays/east/kustomization.yaml': `${kustomization('../../base')}patches: [{ path: web.yaml }]\n`,
      'overlays/east/web.yaml': deployment,
      'overlays/west/kustomization.yaml': kustomization('web.yaml'),
      'overlays/west/web.yaml': deployment,
    }),
  ).toEqual([]);
});

test('one kustomization cannot list an object twice; a file that it does not list is not applied', () => {
  const files = { 'a/web.yaml': deployment, 'a/more/again.yaml': deployment, 'a/unused.yaml': deployment };
  expect(find({ ...files, 'a/kustomization.yaml': kustomization('web.yaml') })).toEqual([]);
  expect(find({ ...files, 'a/kustomization.yaml': kustomization('web.yaml', './more/again.yaml') })).toEqual([
    ['a/more/again.yaml:3', '`Deployment shop/web` is also written in `a/web.yaml:1`'],
  ]);
});

test('objects of Applications are left to the check of owners', () => {
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a, namespace: argocd }\n' +
    'spec: { destination: { namespace: shop }, source: { repoURL: https://git.test/a.git, path: a } }\n';
  expect(find({ 'app.yaml': application, 'a/one.yaml': deployment, 'a/two.yaml': deployment })).toEqual([]);
  expect(find({ 'app.yaml': application, 'b/one.yaml': deployment, 'b/two.yaml': deployment })).toHaveLength(1);
});
