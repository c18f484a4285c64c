import fc from 'fast-check';
import { contains, parseAddress, parseCidr } from '../model/cidr';
import { parseManifests } from '../model/manifest';
import { asManifest, scenarios } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine, type Engine } from './engine';
import { matchesName } from './fqdn';
import { listingsOf } from './listing';
import { openPairs, type Pair } from './pairs';
import { formatRanges, type OpenRange } from './ranges';

const listed = (engine: Engine, pods: readonly string[]) => [...openPairs(listingsOf([engine], pods)[0]!)];

/** Whether the text of a listing means an address or a name: `b, c and d except e, f`. */
const means = (text: string, holds: (part: string) => boolean) =>
  text.split(' and ').some(item => {
    const [wide = '', exceptions = ''] = item.split(' except ');
    return wide.split(', ').some(holds) && !exceptions.split(', ').some(holds);
  });
const meansAddress = (text: string, address: string) =>
  means(text, part => {
    const block = parseCidr(part) ?? parseAddress(part);
    return part === 'world' || (block !== undefined && contains(block, parseAddress(address)!));
  });
const meansName = (text: string, name: string) =>
  means(text, part => part === 'every name' || (part.includes('.') && matchesName({ matchPattern: part }, name)));

const flows = [
  ...[1, 80, 81, 84, 442, 443, 8080, 8083, 9081, 65_535].map(port => ['TCP', port] as const),
  ['UDP', 80] as const,
  ['ICMP', 8] as const,
];
/** Inside, beside and at the edges of what the policies name. */
const addresses = ['9.255.255.255', '10.0.0.0', '10.1.2.255', '10.1.3.0', '192.0.2.7', '192.0.2.8', 'fd00::1'];
const names = ['a.example', 'b.example', 'c.example', 'x.a.example', 'x.b.example', 'other.test'];

test('a listing says of every pair, address and name what the verdict says', () => {
  let open = 0;
  fc.assert(
    fc.property(scenarios, ({ policies, endpoints }) => {
      const engine = createEngine(policies.map(asManifest), endpoints, schemaOf);
      const pods = endpoints.map(({ name }) => name);
      const pairs = listed(engine, pods);
      const compare = (from: string, to: string, ranges: readonly OpenRange[]) => {
        for (const [protocol, port] of flows) {
          const { verdict, egress, ingress } = engine.judge({ from, to, port, protocol });
          const range = ranges.find(each => each.protocol === protocol && each.low <= port && port <= each.high);
          const isProxied = [egress, ingress].some(side => side?.proxied !== undefined);
          const state = verdict === 'denied' ? undefined : isProxied ? 'proxied' : 'allowed';
          if (range?.state !== state)
            throw new Error(`${from} → ${to}:${port}/${protocol} is ${range?.state}, not ${state}`);
          if (state !== undefined) open++;
        }
      };
      const only = (found: readonly Pair<readonly OpenRange[]>[]) => {
        expect(found.length).toBeLessThan(2);
        return found[0]?.value ?? [];
      };
      for (const pod of pods) {
        for (const other of [...pods.filter(name => name !== pod), 'host', 'remote-node']) {
          const [end, isPod] = pods.includes(other) ? [other, true] : [`entity:${other}`, false];
          compare(pod, end, only(pairs.filter(({ from, to }) => from === pod && to === other)));
          if (!isPod) compare(end, pod, only(pairs.filter(({ from, to }) => from === other && to === pod)));
        }
        const [out, into] = [pairs.filter(({ from }) => from === pod), pairs.filter(({ to }) => to === pod)];
        for (const address of addresses) {
          compare(pod, `cidr:${address}`, only(out.filter(({ to }) => meansAddress(to, address))));
          compare(`cidr:${address}`, pod, only(into.filter(({ from }) => meansAddress(from, address))));
        }
        for (const name of names) {
          const own = out.filter(({ to }) => meansName(to, name));
          // A name without a line of its own is reached as the rest of the world.
          const world = out.filter(({ to }) => meansAddress(to, '203.0.113.9'));
          compare(pod, `fqdn:${name}`, only(own.length > 0 ? own : world));
        }
      }
    }),
    { seed: 8, numRuns: 150, unbiased: true },
  );
  expect(open).toBeGreaterThan(1000);
});

const policy = (spec: string, name = 'p') => `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;
const api = { name: 'api', namespace: 'shop', labels: { app: 'api' } };
const lines = (...texts: string[]) =>
  listed(createEngine(parseManifests(texts.join('---\n'), 'p.yaml'), [api], schemaOf), ['api'])
    .filter(({ outside }) => outside !== undefined)
    .map(({ from, to, value }) => `${from} → ${to}: ${formatRanges(value, { protocols: ['TCP', 'UDP', 'ICMP'] })}`);

const tcp = '[{ ports: [{ port: "443", protocol: TCP }] }]';

test.each([
  [
    'exceptions and what they leave',
    `{ endpointSelector: {}, egress: [{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }], toPorts: ${tcp} }, { toCIDR: [10.1.0.0/16], toPorts: ${tcp} }] }`,
    ['api → 10.1.0.0/16 and 0.0.0.0/0 except 10.0.0.0/8: TCP 443'],
  ],
  [
    'two halves as one',
    `{ endpointSelector: {}, egress: [{ toCIDR: [10.0.0.0/9, 10.128.0.0/9], toPorts: ${tcp} }] }`,
    ['api → 10.0.0.0/8: TCP 443'],
  ],
  [
    'families apart',
    `{ endpointSelector: {}, egress: [{ toCIDR: ["2001:db8::/32"], toPorts: ${tcp} }, { toCIDR: [0.0.0.0/0] }] }`,
    ['api → 0.0.0.0/0: all', 'api → 2001:db8::/32: TCP 443'],
  ],
  [
    'the whole world',
    '{ endpointSelector: {}, egress: [{ toEntities: [world] }], ingress: [{ fromCIDR: [192.0.2.7/32] }] }',
    ['api → world: all', '192.0.2.7 → api: all'],
  ],
  [
    'names by what they have besides the world',
    `{ endpointSelector: {}, egress: [{ toEntities: [world], toPorts: ${tcp} }, { toFQDNs: [{ matchPattern: "*.example.com" }], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }] }`,
    ['api → world: TCP 443', 'api → *.example.com: TCP 80, 443'],
  ],
  [
    'a name inside a pattern',
    `{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: "*.example.com" }], toPorts: ${tcp} }, { toFQDNs: [{ matchName: api.example.com }] }] }`,
    ['api → *.example.com except api.example.com: TCP 443', 'api → api.example.com: all'],
  ],
  [
    'every name',
    `{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: "**" }], toPorts: ${tcp} }] }`,
    ['api → every name: TCP 443'],
  ],
  [
    'what L7 rules admit',
    `{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: api.example.com }], toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET, path: /v1/.* }] } }, { ports: [{ port: "443", protocol: TCP }], serverNames: [api.example.com] }] }, { toCIDR: [9.9.9.9/32], toPorts: [{ ports: [{ port: "53", protocol: UDP }], rules: { dns: [{ matchPattern: "*.example.com" }] } }] }] }`,
    [
      'api → 9.9.9.9: UDP 53 (DNS *.example.com)',
      'api → api.example.com: TCP 80 (HTTP GET /v1/.*), 443 (SNI api.example.com)',
    ],
  ],
  [
    'why it cannot be decided',
    `{ endpointSelector: {}, egress: [{ toGroups: [{ aws: { securityGroupsIds: [sg-1] } }], toPorts: ${tcp} }] }`,
    ['api → world: TCP 443 (undecidable: the addresses of cloud groups are not in the manifests)'],
  ],
])('the outside is cut where rules cut it: %s', (_, spec, expected) => {
  const shut = policy('{ endpointSelector: {}, ingress: [{}] }', 'shut');
  expect(lines(policy(spec), shut)).toEqual(expected);
});

test('groups of blocks cut the outside too', () => {
  const group = `
apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: { name: partners }
spec: { externalCIDRs: [198.51.100.0/24, 203.0.113.0/24] }
`;
  const spec =
    '{ endpointSelector: {}, egress: [{}], ingress: [{ fromCIDRSet: [{ cidrGroupRef: partners, except: [203.0.113.128/25] }] }] }';
  expect(lines(group, policy(spec))).toEqual(['198.51.100.0/24 and 203.0.113.0/24 except 203.0.113.128/25 → api: all']);
});
