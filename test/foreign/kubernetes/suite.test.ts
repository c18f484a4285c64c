import { runSuite } from '../run-suite';

const run = (edit?: (text: string) => string) => runSuite('kubernetes-e2e', 'kubernetes-e2e.txt', edit);

test('asks the engine for every ordered pair of pods whenever a test validates, and says what it cannot ask', () => {
  expect(run()).toEqual({
    code: 0,
    // 3 validations of 6 pairs, 4 of 2, one of 6 without the pair that an address allows, one of 2, and one of 9 × 8.
    out: `connections of pods: 105 compared, 105 agreed, 0 disagreed
  not comparable: 31: connections of a pod with itself, for which policies have no defined effect
  not comparable: 1: pods that an \`ipBlock\` names: in Cilium CIDRs do not select pods
  not comparable: 1: the rest of test “asks a moon”, from \`moon\` (VariableName) on`,
  });
});

test.each([
  ['a named port', '"serve-81-tcp"', '"serve-80-tcp"', 'opens a named port to one namespace: y/a → x/a:81/TCP'],
  ['a hook before tests', 'port = 81', 'port = 80', 'opens a named port to one namespace: y/a → x/a:80/TCP'],
  ['a label of a namespace', 'nsY, "team"', 'nsY, "crew"', 'opens a named port to one namespace: y/a → x/a:81/TCP'],
  [
    'a label of a pod',
    '"a", map[string]string{"state"',
    '"a", map[string]string{"s"',
    'labels of pods: y/a → x/a:80/SCTP',
  ],
  ['a missing update', 'UpdatePolicy(ctx, k8s, policy, nsX)', '', 'labels of pods: x/a → y/a:80/SCTP'],
  ['a missing deletion', 'DeletePolicy(ctx, k8s, policy, nsX)', '', 'labels of pods: x/a → y/a:80/SCTP'],
  ['an expectation', 'outgoing.Expect(', 'all.Expect(', 'labels of pods: x/a → y/a:80/SCTP'],
  ['an exception', ', "b"), false)', ', "b"), true)', 'names addresses of pods: x/a → x/b:80/TCP'],
  ['a cleaned policy', 'k8s.cleanNetworkPolicies(ctx)', 'ctx', 'reaches every pod: x/a → z/c:80/TCP'],
])('%s decides', (_, old, now, disagreement) => {
  expect(run(text => text.replace(old, now)).out).toContain(`${disagreement}\n`);
});

test('names the line of the validation that differs', () => {
  const { code, out } = run(text => text.replace('open.ExpectPeer(&Peer{Namespace: nsY}', 'open.ExpectPeer(&Peer{}'));
  expect(out).toContain('  network_policy.go:40: opens a named port to one namespace: x/b → x/a:81/TCP\n');
  expect(out).toContain('    expected allowed\n    found    denied');
  expect(code).toBe(1);
});
