import { runSuite } from '../run-suite';

const run = (edit?: (text: string) => string) => runSuite('cilium-examples', 'cilium-examples.txt', edit);

test('accepts every example, those of optional features too', () => {
  expect(run()).toEqual({
    code: 0,
    out: `examples: 2 compared, 2 agreed, 0 disagreed
  not comparable: 1: examples with \`auth\`, which the API calls \`authentication\``,
  });
});

test('reports an example that is rejected', () => {
  const { code, out } = run(text => text.replace('port: "80"', 'port: "65536"'));
  expect(out).toContain('examples/policies/l4/port.yaml: the policies\n    expected accepted\n    found    rejected: ');
  expect(code).toBe(1);
});
