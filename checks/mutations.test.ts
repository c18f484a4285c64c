import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesBetween } from '../diff/compare';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { type Repository, readRepository } from '../repository/repository';
import { allChecks } from './all';
import { findAll } from './run';

const folder = join(__dirname, 'fixtures');
const fixtures = readdirSync(folder)
  .filter(code => code !== 'valid-yaml')
  .flatMap(code => ['good', 'bad'].map(name => readFileSync(join(folder, code, `${name}.yaml`), 'utf8')))
  .map(text => (text.startsWith('# file: ') ? text : `# file: manifests.yaml\n${text}`))
  .map(text => text.split(/^# file: /m).slice(1))
  .map(parts =>
    parts.map(part => {
      const [file = ''] = part.split('\n');
      return { file, documents: parseYaml(part.slice(file.length)).map(({ value }) => value) };
    }),
  );

/** Mulberry32: the same numbers on every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const junk: readonly unknown[] = [
  ...[null, true, -1, 1e21, 0.5, '', 'x', '*', '$a/b', '[', '{{ x }}', '../..', '__proto__', '\u0000'],
  ...[[], {}, [null], [[]], [{}], { '': {} }, { name: {} }, { constructor: 1 }, ['a', 1, {}]],
];

test('10,000 mutated manifests give findings and changes or none, and nothing is thrown', () => {
  const random = randomNumbers(1);
  const mutate = (value: unknown): unknown => {
    if (random(14) === 0) return junk[random(junk.length)];
    if (Array.isArray(value)) return random(20) === 0 ? [...value, ...value] : value.map(mutate);
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).filter(() => random(25) !== 0);
    return Object.fromEntries(entries.map(([key, item]) => [random(30) === 0 ? `${key}s` : key, mutate(item)]));
  };
  let manifests = 0;
  let findings = 0;
  let before: Repository | undefined;
  for (let round = 0; manifests < 10_000; round++) {
    const texts = fixtures[round % fixtures.length]!.map(({ file, documents }) => {
      manifests += documents.length;
      return [file, documents.map(document => JSON.stringify(mutate(document))).join('\n---\n')] as const;
    });
    const project = readRepository(new Map(texts));
    findings += findAll(project, allChecks).length;
    if (before !== undefined && round % 3 === 0) changesBetween(before, project);
    before = project;
  }
  expect(findings).toBeGreaterThan(10_000);
}, 120_000);
