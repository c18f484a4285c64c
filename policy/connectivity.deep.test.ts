import fc from 'fast-check';
import { asManifest, scenarios } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { groupEquivalent, openRanges } from './connectivity';
import { createEngine } from './engine';

const ports = [1, 53, 79, 80, 81, 83, 84, 442, 443, 8080, 8083, 9080, 9081, 65_535];

test('open ranges say of every port what the verdict says', () => {
  let open = 0;
  fc.assert(
    fc.property(scenarios, ({ policies, endpoints }) => {
      const engine = createEngine(policies.map(asManifest), endpoints, schemaOf);
      const names = [
        ...endpoints.map(({ name }) => name),
        'entity:host',
        'entity:world',
        'cidr:10.1.2.3',
        'fqdn:a.example',
      ];
      for (const from of names)
        for (const to of names) {
          const ranges = openRanges(engine.endpoint(from), engine.endpoint(to));
          for (const [protocol, port] of [
            ...ports.map(port => ['TCP', port] as const),
            ['UDP', 80] as const,
            ['ICMP', 8] as const,
          ]) {
            const { verdict, egress, ingress } = engine.judge({ from, to, port, protocol });
            const range = ranges.find(each => each.protocol === protocol && each.low <= port && port <= each.high);
            const isProxied = [egress, ingress].some(side => side?.proxied !== undefined);
            const state = verdict === 'denied' ? undefined : isProxied ? 'proxied' : 'allowed';
            if (range?.state !== state)
              throw new Error(`${from} → ${to}:${port}/${protocol} is ${range?.state}, not ${state}`);
            if (state !== undefined) open++;
          }
        }
    }),
    { seed: 6, numRuns: 150, unbiased: true },
  );
  expect(open).toBeGreaterThan(1000);
});

test('a matrix needs one end of each identity and set of ports', () => {
  const http = [{ name: 'http', port: 80, protocol: 'TCP' }];
  const pod = (name: string, more: object = {}) => ({ name, namespace: 'shop', labels: { app: 'api' }, ...more });
  const pods = [pod('a'), pod('b'), pod('c', { namedPorts: http }), pod('d', { labels: {} })];
  const { endpoint } = createEngine([], pods, schemaOf);
  const groups = groupEquivalent(pods.map(({ name }) => endpoint(name)));
  expect(groups.map(group => group.map(({ endpoint }) => endpoint?.name))).toEqual([['a', 'b'], ['c'], ['d']]);
});
