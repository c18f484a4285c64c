import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimePolicySet } from '../charts/tracing-policies/all';
import type { Cluster } from '../config/schema/cluster';
import { parseManifests } from '../model/manifest';
import { complianceHtml } from '../runtime/compliance/html';
import { complianceMarkdown } from '../runtime/compliance/markdown';
import { type ComplianceReport, complianceOf } from '../runtime/compliance/report';
import { clusterSource } from './cluster-source';
import { fixtureFleet } from './fleet';

const report = complianceOf(fixtureFleet.map(clusterSource));

function control(from: ComplianceReport, id: string) {
  return from.frameworks.flatMap(({ controls }) => controls).find(each => each.id === id)!;
}

test('the page of the documentation is what the command prints; `npm run pages` updates it', () => {
  expect(readFileSync(join(__dirname, '..', 'docs', 'compliance.md'), 'utf8')).toBe(`${complianceMarkdown(report)}\n`);
});

test('every control that a policy names is one of its framework', () => {
  const listed = new Set(report.frameworks.flatMap(({ controls }) => controls.map(({ id }) => id)));
  const named = runtimePolicySet.flatMap(({ controls, traces }) =>
    [controls, ...traces.map(trace => trace.controls ?? {})].flatMap(each => Object.values(each).flat()),
  );
  expect(named.filter(id => !listed.has(id))).toEqual([]);
});

test('what nothing covers has a reason', () => {
  const bare = report.frameworks
    .flatMap(({ controls }) => controls)
    .filter(({ coverage, gap }) => coverage === 'none' && gap === undefined);
  expect(bare).toEqual([]);
});

test('the mode says where it holds', () => {
  const mount = control(report, '5.2.2').policies.filter(({ policy }) => policy === 'mount');
  expect(mount.map(({ cluster, mode }) => `${cluster}: ${mode}`)).toEqual([
    'homelab: monitor',
    'production-east: enforce in opted-in pods',
    'production-west: enforce in opted-in pods',
  ]);
});

test('policies in audit are not passed off as a boundary', () => {
  expect(control(report, 'SC-7(5)').supports).toContainEqual({
    cluster: 'homelab',
    name: expect.stringContaining('in audit: nothing is dropped yet'),
  });
});

test('what a cluster turns off disappears', () => {
  const [cluster] = fixtureFleet;
  const without = { ...cluster!, runtimeSecurity: false, encryption: false } as Cluster;
  const bare = complianceOf([clusterSource(without)]);
  expect(control(bare, 'T1496').coverage).toBe('none');
  expect(control(bare, 'SC-8').supports).toEqual([]);
});

test('recorded events are counted by their tags', () => {
  const counted = complianceOf([], new Map([['attack/t1496', 3]]));
  expect(control(counted, 'T1496').events).toBe(3);
  expect(complianceMarkdown(counted)).toContain('| T1496 Resource Hijacking | none |  |  | 3 |');
});

test('it claims nothing', () => {
  for (const text of [complianceMarkdown(report), complianceHtml(report)]) {
    expect(text).toContain('supporting evidence');
    expect(text).not.toMatch(/\bcompliant\b|certified|guarantee/i);
  }
});

const withPolicy = (options: string, action = 'Override') => {
  const text = `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: miner }
spec:
  options: ${options}
  lsmhooks:
    - hook: bprm_check_security
      tags: [pci-dss-4.0.1/5.2]
      selectors: [{ matchActions: [{ action: ${action}, argError: -1 }] }]
`;
  const objects = parseManifests(text, 'miner.yaml').map(({ object }) => object);
  return control(complianceOf([{ name: 'lab', objects, cilium: {} }]), '5.2');
};

test('a policy without `policy-mode` enforces, and is reported so', () => {
  expect(withPolicy('[]')).toMatchObject({ coverage: 'enforced', policies: [{ mode: 'enforce' }] });
  expect(withPolicy('[]', 'Set').coverage).toBe('enforced');
  expect(withPolicy('[{ name: policy-mode, value: monitor }]').coverage).toBe('monitored');
});

test('a policy that the agent does not load is evidence of nothing', () => {
  expect(withPolicy('[{ name: policy-mode, value: audit }]')).toMatchObject({ coverage: 'none', policies: [] });
});
