import fc from 'fast-check';
import { parseYaml } from '../model/yaml';
import { asManifest, scenarios } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine } from './engine';
import { suggest } from './suggest';

test('what is suggested to open a connection opens it', () => {
  let opened = 0;
  fc.assert(
    fc.property(scenarios, ({ policies, endpoints, flows }) => {
      const engine = createEngine(policies.map(asManifest), endpoints, schemaOf);
      for (const flow of flows)
        for (const direction of ['egress', 'ingress'] as const) {
          const side = engine.judge(flow)[direction];
          if (side?.because !== 'default-deny') continue;
          const [from, to] = [engine.endpoint(flow.from), engine.endpoint(flow.to)];
          const [head, ...yaml] = suggest(from, to, direction, flow, side);
          const self = (direction === 'egress' ? from : to).endpoint!;
          expect(head).toBe(`to open: add to a policy that selects ${self.name}`);
          const rules = parseYaml(yaml.join('\n'))[0]!.value as object;
          const policy = {
            kind: 'CiliumNetworkPolicy',
            metadata: { name: 'suggested', namespace: self.namespace! },
            spec: { endpointSelector: {}, ...rules },
          };
          const after = createEngine([...policies, policy].map(asManifest), endpoints, schemaOf);
          expect(after.policies.findings).toEqual([]);
          expect(after.judge(flow)[direction]?.verdict).toBe('allowed');
          opened++;
        }
    }),
    { seed: 5, numRuns: 200, unbiased: true },
  );
  expect(opened).toBeGreaterThan(200);
});
