import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks } from '../checks/all';
import { findAll } from '../checks/run';
import { changesBetween } from '../diff/compare';
import type { Finding } from '../model/finding';
import { isRecord } from '../model/manifest';
import { formatYaml, parseYaml, YamlSyntaxError } from '../model/yaml';
import { lintPolicies } from '../policy/lint/lint';
import { readRepository } from '../repository/repository';
import { schemaOf } from '../upstream/schemas/load';
import { clusterGraph } from '../workloads/cluster-graph';
import { exampleFiles } from './example-files';
import { fixtureCluster, fixtureFleet } from './fleet';
import { writtenFiles } from './written-files';

/** The order of keys has no meaning: YAML 1.2 §3.2.1.1. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

/** The same files, written anew without comments; `change` may change the order of keys. */
function rewritten(files: ReadonlyMap<string, string>, change: (value: unknown) => unknown): Map<string, string> {
  return new Map(
    [...files].map(([file, text]) => {
      if (file.endsWith('.md')) return [file, text];
      try {
        return [file, formatYaml(parseYaml(text).map(({ value }) => change(value)))];
      } catch (error) {
        if (error instanceof YamlSyntaxError) return [file, text];
        throw error;
      }
    }),
  );
}

/** Findings without their lines, which move with the keys; findings at the first of several may be at another. */
/** Findings without lines, also without those that a message names: other keys come first. */
const wordsOf = (findings: readonly Finding[]) =>
  findings.map(({ line: _, ...finding }) => JSON.stringify(finding).replaceAll(/\.yaml:\d+/g, '.yaml')).sort();

const fixtures = join(__dirname, '../checks/fixtures');
const cases = [
  ...readdirSync(fixtures).flatMap(code =>
    ['good', 'bad'].map(name => {
      const files = exampleFiles(readFileSync(join(fixtures, code, `${name}.yaml`), 'utf8'));
      return [`${code}/${name}`, files, new Map()] as const;
    }),
  ),
  (() => {
    const cluster = fixtureCluster('production-east');
    const { managed, bootstrap } = writtenFiles(cluster, fixtureFleet);
    const graphs = new Map([[cluster.name, clusterGraph(cluster, fixtureFleet)]]);
    return ['production-east', new Map([...managed, ...bootstrap]), graphs] as const;
  })(),
];

// The proof over a whole cluster takes longer than everything else together, and asks the same engine as the diff.
const checks = allChecks.filter(({ code }) => code !== 'require-closure');

test.each(cases)('the order of keys changes nothing: %s', (_, files, graphs) => {
  const [before, after] = [(value: unknown) => value, reversed].map(change =>
    readRepository(rewritten(files, change), graphs),
  );
  expect(changesBetween(before!, after!)).toEqual([]);
  expect(wordsOf(findAll(after!, checks))).toEqual(wordsOf(findAll(before!, checks)));
  expect(wordsOf(lintPolicies(after!.manifests, { schemaOf }))).toEqual(
    wordsOf(lintPolicies(before!.manifests, { schemaOf })),
  );
});
