import { readdirSync } from 'node:fs';
import { celEnv, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Schema } from '../../model/schema';
import { kindsOfGroup } from './load';

/** Every rule of the pinned CRDs. */
function rulesIn(schema: Schema | undefined): string[] {
  if (schema === undefined) return [];
  const { properties = {}, items, additionalProperties } = schema;
  return [
    ...(schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule),
    ...Object.values(properties).flatMap(rulesIn),
    ...rulesIn(items),
    ...(typeof additionalProperties === 'object' ? rulesIn(additionalProperties) : []),
  ];
}

test('every rule of the pinned CRDs can be evaluated', () => {
  const groups = readdirSync(__dirname)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length));
  const schemas = groups
    .flatMap(group => Object.values(kindsOfGroup(group) ?? {}))
    .flatMap(({ versions }) => Object.values(versions));
  const rules = new Set(schemas.flatMap(rulesIn));
  const known = celEnv({ funcs: [...strings] });
  const unbound = [...rules].filter(rule => {
    try {
      plan(known, parse(rule))({ self: new Map(), oldSelf: new Map() });
      return false;
    } catch (error) {
      // A field that the empty value lacks does not count against the rule.
      return /unbound|syntax|unknown/i.test(String(error));
    }
  });
  expect(unbound).toEqual([]);
  expect(rules.size).toBeGreaterThan(70);
});
