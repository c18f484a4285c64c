import { main } from '../run';
import { runSuite } from '../run-suite';

const run = (edit?: (text: string) => string) => runSuite('netpol-analyzer', 'netpol-analyzer.txt', edit);

test('compares every pair of workloads and every boundary address', () => {
  const { code, out } = run();
  // 3 workloads: 6 ordered pairs, and 2 directions with the ends and middles of 4 ranges, which are 10 addresses.
  expect(out).toContain(`connections: 66 compared, 66 agreed, 0 disagreed
  not comparable: 1: connections of the Ingress controller
  not comparable: 1: directories with admin network policies (v1alpha1), which Cilium does not enforce
  not comparable: 2: directories without a list of connections as text
  not comparable: 26: pairs with a pod in the host network`);
  // 2 workloads that last: 2 ordered pairs, and 2 directions with 7 boundary addresses.
  expect(out).toContain(`changes of connections: 30 compared, 30 agreed, 0 disagreed
  not comparable: 1: changes of connections with the Ingress controller or workloads of one side`);
  expect(out).toContain(`policies of kinds that Cilium does not enforce: 1 compared, 1 agreed, 0 disagreed`);
  expect(code).toBe(0);
});

test.each([
  ['a port', 'UDP 6000-6010', 'UDP 6000-6011', 'shop/web[Deployment] => shop/db[StatefulSet]'],
  [
    'a missing pair',
    'shop/old[ReplicationController] => shop/web[Deployment] : TCP 8080',
    '',
    'shop/old[ReplicationController] => shop/web[Deployment]',
  ],
  [
    'an address',
    '10.0.0.0-10.255.255.255[External] => shop/db',
    '10.0.0.0-11.0.0.0[External] => shop/db',
    'cidr:11.0.0.0 => shop/db[StatefulSet]',
  ],
  [
    'a workload that is not there',
    'shop/web[Deployment] => shop/old[',
    'shop/web[Deployment] => shop/older[',
    'shop/older[ReplicationController]',
  ],
])('reports %s that differs, with its file', (_, old, now, pair) => {
  const { out } = run(text => text.replace(`\n${old}`, `\n${now}`).replace(` : TCP 5432,${old}`, ` : TCP 5432,${now}`));
  expect(out).toContain(`  test_outputs/connlist/shop_connlist_output.txt: ${pair}\n`);
});

test.each([
  ['ports', 'ref1: TCP 5432,UDP 6000-6010', 'ref1: TCP 5432', 'shop/web[Deployment] => shop/db[StatefulSet]'],
  ['an address', 'source: 11.0.0.0-', 'source: 10.255.0.0-', 'cidr:10.255.0.0 => shop/db[StatefulSet]'],
  ['a workload', 'destination: shop/web[D', 'destination: shop/webs[D', 'shop/webs[Deployment]'],
  [
    'what is missing',
    'source: 0.0.0.0-255.255.255.255',
    'source: {ingress-controller}',
    'cidr:0.0.0.0 => shop/web[Deployment]',
  ],
])('reports a change that differs in %s', (_, old, now, pair) => {
  const { out } = run(text => text.replaceAll(old, now));
  expect(out).toContain(`  test_outputs/diff/diff_between_shop-open_and_shop.txt: ${pair}\n`);
});

test('refuses a folder that is not the suite', () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(main(['netpol-analyzer', __dirname])).toBe(64);
  expect(error.mock.calls.flat().join()).toContain('does not hold tests, test_outputs/connlist, test_outputs/diff');
  error.mockRestore();
});
