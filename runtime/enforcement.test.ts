import { parseManifests } from '../model/manifest';
import { canEnforce, enforces, modeOf } from './enforcement';
import { readPolicy } from './read-policy';

function policyOf(options: string, action: string, section = 'lsmhooks: [{ hook: file_open') {
  const text = `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: ${options}
  ${section}, selectors: [{ matchActions: [{ action: Post }, { action: ${action} }] }] }]
`;
  return readPolicy(parseManifests(text, 'example.yaml')[0]!);
}

test.each([
  ['[]', 'enforce'],
  ['[{ name: policy-mode, value: enforce }]', 'enforce'],
  ['[{ name: policy-mode, value: monitor }]', 'monitor'],
  ['[{ name: policy-mod, value: monitor }]', 'enforce'],
  ['[{ name: policy-mode, value: enforce }, { name: policy-mode, value: monitor }]', 'monitor'],
  ['[{ name: policy-mode, value: audit }]', 'invalid'],
  ['[{ name: policy-mode }]', 'invalid'],
])('the mode with the options %s is %s', (options, mode) => {
  const policy = policyOf(options, 'Sigkill');
  expect(modeOf(policy)).toBe(mode);
  expect(enforces(policy)).toBe(mode === 'enforce');
});

test.each(['Sigkill', 'Signal', 'Override', 'NotifyEnforcer', 'Set'])('%s enforces', action => {
  expect(enforces(policyOf('[]', action))).toBe(true);
});

test.each(['Post', 'NoPost', 'GetUrl', 'TrackSock'])('%s only reports', action => {
  expect(canEnforce(policyOf('[]', action))).toBe(false);
});

test('an fentry never enforces, because the agent refuses its enforcing actions', () => {
  expect(canEnforce(policyOf('[]', 'Sigkill', 'fentries: [{ call: do_exit'))).toBe(false);
});
