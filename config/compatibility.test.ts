import { findConflicts, knownVersions, minorOf, requirements } from './compatibility';
import { checkPlatformVersions, platformVersions } from './rules/versions';

test('the version table is consistent', () => {
  expect(checkPlatformVersions(platformVersions)).toEqual([]);
});

test.each(['cilium', 'argocd', 'cert-manager', 'longhorn'] as const)(
  'a bump of %s to a minor version of which nothing is known does not pass unseen',
  component => expect(knownVersions(component)).toContain(minorOf(platformVersions[component]!)),
);

test('a Gateway API that crashes the Cilium operator is refused with its reason', () => {
  expect(checkPlatformVersions({ ...platformVersions, 'gateway-api': '1.5.1' })).toMatchObject([
    {
      code: 'incompatible-versions',
      severity: 'error',
      file: 'config/versions.ts',
      path: 'cilium',
      message: 'cilium `1.19.7` does not work with gateway-api `1.5.1`',
      allowed: 'gateway-api 1.4 (cilium#44920)',
    },
  ]);
});

test.each([
  ['1.30.9', 1],
  ['1.31.0', 0],
  ['1.36.99', 0],
  ['1.37.0', 1],
  ['1.4.0', 1],
])('Talos 1.13 with Kubernetes %s: %d conflicts', (kubernetes, count) => {
  expect(findConflicts({ talos: '1.13.9', kubernetes })).toHaveLength(count);
});

test('another table can be given, and an absent component constrains nothing', () => {
  const table = [{ component: 'cilium', version: '9.9', needs: 'kubernetes', from: '2.0', source: 'x' }] as const;
  expect(findConflicts({ cilium: 'v9.9.1', kubernetes: '1.36.3' }, table)).toMatchObject([{ found: '1.36.3' }]);
  expect(findConflicts({ cilium: 'v9.9.1' }, table)).toEqual([]);
});

test('every requirement names where upstream says so', () => {
  for (const { source } of requirements) expect(source).toMatch(/\S/);
});
