import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isRecord } from '../model/manifest';
import { formatYaml, parseYaml } from '../model/yaml';
import { type Chooser, chooserOf } from '../test/chooser';
import { manyTimesMutated } from '../test/mutants';
import { clusterJsonSchema, properties } from './json-schema';
import { loadFleet } from './load';

const folder = join(__dirname, '../test/clusters');
const texts = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => readFileSync(join(folder, name), 'utf8'));
const vocabulary = properties(clusterJsonSchema()).map(({ path }) => path.replace(/^.*\./, ''));

/** What people and merges leave behind in a text: pieces of YAML at places where they do not belong. */
const pieces = [
  '&a ',
  '*a',
  '&a [*a]',
  '<<: *a',
  '!!binary x',
  '? ',
  '- ',
  ': ',
  '{',
  ']',
  '"',
  "'",
  '|',
  '>-',
  '%',
  '\t',
];
const more = [
  '---\n',
  '...\n',
  '\u0000',
  '\uFEFF',
  '\r',
  '#',
  '0400',
  'yes',
  '2001-01-01',
  '__proto__: {}',
  '🙂',
  '\n',
];

/** A copy in which one node is replaced by an anchor and another one by its alias, which may be inside of it. */
function withAlias(text: string, choose: Chooser): string {
  const lines = text.split('\n');
  const keyed = lines.flatMap((line, index) => (/^ *(- )?[\w]+:/.test(line) ? [index] : []));
  const [anchor, alias] = [choose.pick(keyed), choose.pick(keyed)];
  return lines
    .map((line, index) => (index === anchor ? line.replace(/^( *(?:- )?\w+:)/, '$1 &a') : line))
    .map((line, index) => (index === alias ? line.replace(/^( *(?:- )?\w+:).*/, '$1 *a') : line))
    .join('\n');
}

function mutated(text: string, choose: Chooser): string {
  if (choose.chance(0.2)) return withAlias(text, choose);
  if (choose.chance(0.3)) {
    const at = choose.below(text.length);
    const cut = choose.pick([0, 0, 1, 5, 80]);
    return `${text.slice(0, at)}${choose.pick([...pieces, ...more])}${text.slice(at + cut)}`;
  }
  const value = manyTimesMutated(parseYaml(text)[0]?.value, choose, vocabulary);
  return formatYaml([withoutUndefined(value)]);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => withoutUndefined(item ?? null));
  if (!isRecord(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUndefined(item)]));
}

test('10,000 mutants of cluster files: each is loaded, or has findings with a line and a repair', () => {
  const mutants = fc.gen().map(generate => {
    const choose = chooserOf(generate);
    return mutated(choose.pick(texts), choose);
  });
  fc.assert(
    fc.property(mutants, text => {
      const { clusters, findings } = loadFleet([{ file: 'lab.yaml', text }]);
      for (const { line, allowed, repair } of findings)
        expect({ line, allowed, repair }).toEqual({
          line: expect.any(Number),
          allowed: expect.stringMatching(/./),
          repair: expect.stringMatching(/./),
        });
      expect(clusters.length > 0 || findings.some(({ severity }) => severity === 'error')).toBe(true);
    }),
    { numRuns: 10_000, seed: 20_260 },
  );
}, 600_000);
