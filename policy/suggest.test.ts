import { parseYaml } from '../model/yaml';
import { createEngine } from './engine';
import { suggest } from './suggest';
import { asManifest, createChooser, randomScenario } from './testing/random';

test('what is suggested to open a connection opens it', () => {
  const chooser = createChooser(5);
  let opened = 0;
  for (let index = 0; index < 200; index++) {
    const { policies, endpoints, flows } = randomScenario(chooser);
    const engine = createEngine(policies.map(asManifest), endpoints);
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
        const after = createEngine([...policies, policy].map(asManifest), endpoints);
        expect(after.policies.findings).toEqual([]);
        expect(after.judge(flow)[direction]?.verdict).toBe('allowed');
        opened++;
      }
  }
  expect(opened).toBeGreaterThan(200);
});
