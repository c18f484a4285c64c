import { createEngine } from './engine';
import { judgeNaively, type NaiveAnswer } from './testing/naive';
import { asManifest, createChooser, randomScenario } from './testing/random';
import type { DirectionVerdict } from './verdict';

/** Ten flows each. */
const SCENARIOS = 1500;

const simplify = (verdict: DirectionVerdict | undefined, isAsked: boolean): NaiveAnswer | undefined =>
  verdict && {
    verdict: verdict.verdict as NaiveAnswer['verdict'],
    ...(verdict.proxied && isAsked ? { http: verdict.proxied.verdict as NaiveAnswer['http'] } : {}),
  };

test('on random policies the engine says what the plain reading of them says', () => {
  const chooser = createChooser(1);
  const seen = new Map<string, number>();
  for (let scenario = 0; scenario < SCENARIOS; scenario++) {
    const { policies, endpoints, flows } = randomScenario(chooser);
    const engine = createEngine(policies.map(asManifest), endpoints);
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
      if (JSON.stringify(found) !== JSON.stringify({ egress, ingress }))
        throw new Error(JSON.stringify({ flow, found, plain: { egress, ingress }, policies, endpoints }, null, 1));
      for (const { verdict, http } of [egress, ingress].flatMap(answer => answer ?? [])) {
        const kind = `${verdict} ${http ?? 'unasked'}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }
  }
  const rare = [...seen].filter(([, count]) => count < 20);
  expect({ kinds: [...seen.keys()].sort(), rare }).toEqual({
    kinds: ['allowed allowed', 'allowed denied', 'allowed unasked', 'denied unasked'],
    rare: [],
  });
});
