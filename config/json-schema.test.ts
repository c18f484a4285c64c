import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parseYaml } from '../model/yaml';
import { clusterJsonSchema, properties, renderJsonSchema } from './json-schema';
import { readingRules } from './rules/reading';

test('clusters/schema.json is what `npm run schema` writes', () => {
  expect(readFileSync('clusters/schema.json', 'utf8')).toBe(renderJsonSchema());
});

test('every property is described', () => {
  const bare = properties(clusterJsonSchema()).filter(({ schema }) => !schema.description);
  expect(bare.map(({ path }) => path)).toEqual([]);
});

describe('an editor', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(renderJsonSchema()));
  const read = (file: string) => parseYaml(readFileSync(file, 'utf8'))[0]!.value;

  test.each(['homelab', 'production-east', 'production-west'])('accepts %s', name => {
    validate(read(`test/clusters/${name}.yaml`));
    expect(validate.errors).toBeNull();
  });

  test.each(['unknownKey', 'missingKey', 'wrongType', 'invalidValue'] as const)('underlines %s', rule => {
    expect(validate(parseYaml(readingRules[rule].wrong)[0]?.value)).toBe(false);
  });

  test.each([
    ['podCIDR', '10.244.0.0'],
    ['nodeCIDR', '10.1.0.256/24'],
  ])('underlines the %s %s', (key, text) => {
    const cluster = read('test/clusters/homelab.yaml') as { network: Record<string, string> };
    expect(validate({ ...cluster, network: { ...cluster.network, [key]: text } })).toBe(false);
  });
});
