import { type RuntimePolicyName, runtimePolicies, runtimePolicyNames } from '../../config/runtime-policies';
import { knownPlatform } from '../../graph/known-platform';
import { hostProcesses } from '../../runtime/replay/known-processes';
import { runtimePolicySet } from './all';
import type { RuntimePolicy } from './policy';

const named = (name: RuntimePolicyName) => runtimePolicySet.find(policy => policy.name === name)!;

/** What a policy may do beside reporting: `refuse`, `kill`. */
function stopsOf({ traces }: RuntimePolicy): string[] {
  return traces.flatMap(({ hooks: { lsmhooks, kprobes } }) => {
    const selectors = Object.values(lsmhooks ?? kprobes!).flat() as { readonly response?: string }[];
    return selectors.map(({ response = 'report' }) => response);
  });
}

const stops = (policy: RuntimePolicy) => stopsOf(policy).some(response => response !== 'report');

test('the set is the table of the cluster file', () => {
  expect(runtimePolicySet.map(({ name }) => name)).toEqual(runtimePolicyNames);
});

test.each(runtimePolicyNames)('%s stops something exactly where it may be enforced', name => {
  expect(stops(named(name))).toBe(runtimePolicies[name].enforcementScope !== 'never');
});

test.each(runtimePolicyNames)('%s stops nothing on hosts, unless it may everywhere', name => {
  const onHosts = named(name).traces.filter(({ scope }) => scope === 'host' || scope === 'everything');
  if (runtimePolicies[name].enforcementScope !== 'everywhere')
    expect(stops({ ...named(name), traces: onHosts })).toBe(false);
});

test('a policy that looks at hosts alone is marked', () => {
  const hostsOnly = runtimePolicySet.filter(({ traces }) => traces.every(({ scope }) => scope === 'host'));
  expect(hostsOnly.map(({ name }) => name)).toEqual(
    runtimePolicyNames.filter(name => 'hostsOnly' in runtimePolicies[name]),
  );
});

test('the replay knows every process that a policy expects', () => {
  const known = [...hostProcesses, ...knownPlatform.processes].map(({ name }) => name);
  expect(runtimePolicySet.flatMap(({ expectedFrom }) => expectedFrom).filter(name => !known.includes(name))).toEqual(
    [],
  );
});

test('every policy has evidence to give', () => {
  for (const { controls } of runtimePolicySet) {
    expect(controls.attack).not.toEqual([]);
    expect(controls.nist).not.toEqual([]);
    expect(controls.pci).not.toEqual([]);
  }
});
