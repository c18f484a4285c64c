import { runSuite } from '../run-suite';

const run = (edit?: (text: string) => string) => runSuite('cilium-rules', 'cilium-rules.txt', edit);

test('runs tests of rules with our reader of policies, and says what it cannot run', () => {
  expect(run()).toEqual({
    code: 0,
    out: `rules that Cilium accepts or rejects: 8 compared, 8 agreed, 0 disagreed
  not comparable: 1: the rest of TestElse, from \`go run()\` (GoStatement) on`,
  });
});

test.each([
  ['accepted', 'maxPorts = 40', 'maxPorts = 41', 'rule_validation_test.go:19'],
  ['rejected', 'portsOf(maxPorts + 1)', 'portsOf(maxPorts)', 'rule_validation_test.go:22'],
  [
    'deny',
    '{Ingress: []IngressRule{{}}}}',
    '{Ingress: []IngressRule{{}}}, wantEgress: true}',
    'rule_validation_test.go:49',
  ],
])('reports a rule that the test wants to be %s', (wanted, old, now, place) => {
  const { code, out } = run(text => text.replace(old, now));
  expect(out).toContain(`${place}: `);
  expect(out).toContain(`expected ${wanted}`);
  expect(code).toBe(1);
});
