import { suppressionRules } from '../model/suppression-rules';
import { readRepository } from '../repository/repository';
import { allChecks } from './all';
import { noFloatingVersions } from './no-floating-versions';
import { codesOf, findAll, runChecks } from './run';
import { validPolicies } from './valid-policies';

const today = '2026-11-28';
const pod = (name: string, annotation = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${annotation} }\nspec: { containers: [{ name: a, image: a }] }\n`;
const ignored = (text: string) => `, annotations: { infraflux.dev/ignore: ${JSON.stringify(text)} }`;
const run = (...pods: string[]) =>
  runChecks(readRepository(new Map([['pods.yaml', pods.join('---\n')]])), [noFloatingVersions], {
    today,
    others: codesOf(allChecks),
  });

test('an annotation suppresses the finding of its own object, with the reason', () => {
  const { findings, suppressed } = run(
    pod('a'),
    pod('b', ignored('no-floating-versions: it is: rebuilt daily')),
    pod('c'),
  );
  expect(findings.map(({ line }) => line)).toEqual([4, 14]);
  expect(suppressed).toMatchObject([{ finding: { line: 9 }, reason: 'it is: rebuilt daily' }]);
});

test('an annotation for another check does not', () => {
  expect(run(pod('a', ignored('no-secrets: none here'))).findings).toHaveLength(1);
});

test('findings of the policy lint can be suppressed, what Cilium rejects cannot', () => {
  const policy = (annotation: string, spec: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: shop, annotations: { infraflux.dev/ignore: "${annotation}: why not" } }\nspec: ${spec}\n`;
  const check = (text: string) =>
    runChecks(readRepository(new Map([['policy.yaml', text]])), allChecks, { today }).findings.map(({ code }) => code);
  expect(check(policy('rule-without-lists', '{ endpointSelector: {}, ingress: [], egress: [] }'))).toEqual(
    expect.arrayContaining(['rule-without-lists', 'ignore-rejected']),
  );
  const denyOnly = '{ endpointSelector: {}, ingressDeny: [{ fromEntities: [world] }] }';
  expect(check(policy('empty-list', denyOnly))).toContain('deny-only');
  expect(check(policy('deny-only', denyOnly))).not.toContain('deny-only');
});

test.each(Object.values(suppressionRules).map(rule => [rule.code, rule] as const))(
  'the examples of %s show it',
  (code, rule) => {
    const codes = (text: string) =>
      runChecks(readRepository(new Map([['web.yaml', text]])), allChecks, { today })
        .findings.map(found => found.code)
        .filter(found => found.startsWith('ignore-'));
    expect(codes(rule.wrong)).toEqual([code]);
    expect(codes(rule.right)).toEqual([]);
  },
);

test('what several builds make of one file is reported once', () => {
  const app = (name: string) => `namespace: ${name}\nresources: [../base]\n`;
  const texts = new Map([
    ['one/kustomization.yaml', app('one')],
    ['two/kustomization.yaml', app('two')],
    ['base/kustomization.yaml', 'resources: [policy.yaml]\n'],
    [
      'base/policy.yaml',
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: a }\nspec: { endpointSelector: {}, ingress: [] }\n',
    ],
  ]);
  const found = findAll(readRepository(texts), [validPolicies]);
  expect(found.map(({ file, code }) => `${file} ${code}`)).toEqual(['base/policy.yaml rule-without-lists']);
});
