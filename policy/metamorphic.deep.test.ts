import fc from 'fast-check';
import type { NaivePolicy, NaiveRule } from '../test/policy/naive';
import { asManifest, type Scenario, scenarios } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine } from './engine';
import type { Endpoint, Flow } from './input';

const SCENARIOS = 150;

const verdicts = ({ policies, endpoints, flows }: Scenario) => {
  const engine = createEngine(policies.map(asManifest), endpoints, schemaOf);
  return flows.map(flow => {
    const { verdict, egress, ingress } = engine.judge(flow);
    return [verdict, egress?.verdict, egress?.proxied, ingress?.verdict, ingress?.proxied];
  });
};

type Lists = 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny';
const LISTS: readonly Lists[] = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

const mapRules = (policy: NaivePolicy, map: (rules: readonly NaiveRule[]) => readonly NaiveRule[]): NaivePolicy => {
  const lists = LISTS.flatMap(list => (policy.spec[list] ? [[list, map(policy.spec[list]!)]] : []));
  return { ...policy, spec: { ...policy.spec, ...Object.fromEntries(lists) } };
};

/** One rule for each port, and one for each peer. */
function split(rule: NaiveRule): NaiveRule[] {
  const perPort = rule.toPorts?.flatMap(({ ports, rules }) =>
    ports.map(port => ({ ...rule, toPorts: [{ ports: [port], ...(rules ? { rules } : {}) }] })),
  ) ?? [rule];
  const key = Object.keys(rule).find(each => /^(from|to)(Endpoints|Entities|CIDRSet|FQDNs)$/.test(each)) as
    | 'toEntities'
    | undefined;
  return key === undefined ? perPort : perPort.flatMap(each => each[key]!.map(peer => ({ ...each, [key]: [peer] })));
}

/** One policy for each rule. */
function scatter(policy: NaivePolicy): NaivePolicy[] {
  const { ingress, ingressDeny, egress, egressDeny, ...rest } = policy.spec;
  const lists = { ingress, ingressDeny, egress, egressDeny };
  return LISTS.flatMap(list =>
    (lists[list] ?? []).map((rule, index) => ({
      ...policy,
      metadata: { ...policy.metadata, name: `${policy.metadata.name}-${list.toLowerCase()}-${index}` },
      spec: { ...rest, [list]: [rule] },
    })),
  );
}

const reverse = <T>(items: readonly T[]) => [...items].reverse();
const rename = (text: string) => `x-${text}`;
const renameFlow = (flow: Flow, endpoints: readonly Endpoint[]): Flow => {
  const to = (name: string) => (endpoints.some(each => each.name === name) ? rename(name) : name);
  return { ...flow, from: to(flow.from), to: to(flow.to) };
};

const changes: Record<string, (scenario: Scenario) => Scenario> = {
  'other names of policies and endpoints': ({ policies, endpoints, flows }) => ({
    policies: policies.map(policy => ({
      ...policy,
      metadata: { ...policy.metadata, name: rename(policy.metadata.name) },
    })),
    endpoints: endpoints.map(endpoint => ({ ...endpoint, name: rename(endpoint.name) })),
    flows: flows.map(flow => renameFlow(flow, endpoints)),
  }),
  'another order of policies, rules and endpoints': ({ policies, endpoints, flows }) => ({
    policies: reverse(policies).map(policy => mapRules(policy, reverse)),
    endpoints: reverse(endpoints),
    flows,
  }),
  'a rule for each port and peer': scenario => ({
    ...scenario,
    policies: scenario.policies.map(policy => mapRules(policy, rules => rules.flatMap(split))),
  }),
  'a policy for each rule': scenario => ({ ...scenario, policies: scenario.policies.flatMap(scatter) }),
  'every policy twice': scenario => ({
    ...scenario,
    policies: scenario.policies.flatMap(policy => [
      policy,
      { ...policy, metadata: { ...policy.metadata, name: `${policy.metadata.name}-again` } },
    ]),
  }),
};

test.each(Object.entries(changes))('%s: the same verdicts', (_, change) => {
  fc.assert(
    fc.property(scenarios, scenario => expect(verdicts(change(scenario))).toEqual(verdicts(scenario))),
    { seed: 2, numRuns: SCENARIOS, unbiased: true },
  );
});

test('one more allow closes nothing, one more deny opens nothing', () => {
  fc.assert(
    fc.property(scenarios, scenario => {
      const before = verdicts(scenario);
      const selector = { endpointSelector: {}, enableDefaultDeny: { ingress: false, egress: false } };
      const extra = (spec: object): NaivePolicy => ({
        kind: 'CiliumClusterwideNetworkPolicy',
        metadata: { name: 'extra' },
        spec: { ...selector, ...spec },
      });
      const toPorts = [{ ports: [{ port: '80', protocol: 'TCP' }] }];
      const allow = extra({ ingress: [{ toPorts }], egress: [{ toPorts }] });
      const deny = extra({ ingressDeny: [{ toPorts }], egressDeny: [{ toPorts }] });
      verdicts({ ...scenario, policies: [...scenario.policies, allow] }).forEach(([verdict], flow) => {
        if (before[flow]![0] === 'allowed') expect(verdict).toBe('allowed');
      });
      verdicts({ ...scenario, policies: [...scenario.policies, deny] }).forEach(([verdict], flow) => {
        if (before[flow]![0] === 'denied') expect(verdict).toBe('denied');
      });
    }),
    { seed: 3, numRuns: SCENARIOS, unbiased: true },
  );
});
