import fc from 'fast-check';
import { judgeNaively, type NaiveAnswer } from '../test/policy/naive';
import { asManifest, scenarios } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine } from './engine';
import type { DirectionVerdict } from './verdict';

/** Ten flows each. */
const SCENARIOS = 1500;

const simplify = (verdict: DirectionVerdict | undefined, isAsked: boolean): NaiveAnswer | undefined =>
  verdict && {
    verdict: verdict.verdict as NaiveAnswer['verdict'],
    ...(verdict.proxied && isAsked ? { http: verdict.proxied.verdict as NaiveAnswer['http'] } : {}),
  };

test('on random policies the engine says what the plain reading of them says', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(scenarios, ({ policies, endpoints, flows }) => {
      const engine = createEngine(policies.map(asManifest), endpoints, schemaOf);
      expect(engine.policies.findings).toEqual([]);
      for (const flow of flows) {
        const verdict = engine.judge(flow);
        const endpoint = (name: string) => endpoints.find(each => each.name === name);
        const [from, to] = [endpoint(flow.from), endpoint(flow.to)];
        const egress = from && judgeNaively(policies, from, to ?? flow.to, 'egress', flow, to);
        const ingress = to && judgeNaively(policies, to, from ?? flow.from, 'ingress', flow, to);
        const found = {
          egress: simplify(verdict.egress, flow.http !== undefined),
          ingress: simplify(verdict.ingress, flow.http !== undefined),
        };
        expect({ flow, ...found }).toEqual({ flow, egress, ingress });
        for (const { verdict, http } of [egress, ingress].flatMap(answer => answer ?? [])) {
          const kind = `${verdict} ${http ?? 'unasked'}`;
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }
    }),
    { seed: 1, numRuns: SCENARIOS, unbiased: true },
  );
  const rare = [...seen].filter(([, count]) => count < 20);
  expect({ kinds: [...seen.keys()].sort(), rare }).toEqual({
    kinds: ['allowed allowed', 'allowed denied', 'allowed unasked', 'denied unasked'],
    rare: [],
  });
});
