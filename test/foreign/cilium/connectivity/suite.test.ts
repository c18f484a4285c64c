import { runSuite } from '../../run-suite';

const run = (edit?: (text: string) => string) => runSuite('cilium-connectivity', 'cilium-connectivity.txt', edit);

test('asks the engine for every request of the declared tests, and says what it cannot ask', () => {
  expect(run()).toEqual({
    code: 0,
    // 3 clients make 3 requests to the world, one client 3 to each of 2 servers; the denied test has 3 clients and 2 servers, the
    // names 3 clients and 2 targets, the prefix 3 clients and 1 target.
    out: `requests: 30 compared, 30 agreed, 0 disagreed
  not comparable: 1: builder broken: \`moon\` (VariableName)
  not comparable: 1: scenarios PodToMoon
  not comparable: 1: test nodes: placeholder \`.NodeCIDR\`
  not comparable: 1: tests of other kinds of clusters, several clusters among them
  not comparable: 1: tests that need Cilium 1.20`,
  });
});

test.each([
  [
    'a wildcard',
    'wildcardPrefix (trimSuffix .ExternalTarget ".") 1',
    'wildcardPrefix (trimSuffix .ExternalTarget ".") 4',
    'prefix: client → fqdn:k8s.io:443/TCP',
  ],
  ['a port', 'Port() == 80', 'Port() == 443', 'web: client → fqdn:one.one.one.one:80/TCP'],
  ['a path', '"/public" {', '"/private" {', 'web: client → echo-same-node:8080/TCP/public'],
  [
    'the reason of a denial',
    'ResultPolicyDenyIngressDrop\n',
    'ResultDefaultDenyEgressDrop\n',
    'deny: client2 → echo-same-node:8080/TCP',
  ],
  [
    'the proxy as the one that denies',
    'DropCurlHTTPError, check',
    'DefaultDenyEgressDrop, check',
    'web: client → echo-other-node:8080/TCP/private with the secret',
  ],
])('reports %s that differs', (_, old, now, request) => {
  const { code, out } = run(text => text.replace(old, now));
  expect(out).toContain(`${request}\n`);
  expect(code).toBe(1);
});
