import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { clusterJsonSchema, properties } from './json-schema';
import { loadFleet } from './load';

const folder = join(__dirname, '../test/clusters');
const files = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => ({ file: `clusters/${name}`, text: readFileSync(join(folder, name), 'utf8') }));

test('the clusters of the tests load without an error', () => {
  const { clusters, findings } = loadFleet(files);
  expect(findings.filter(finding => finding.severity === 'error')).toEqual([]);
  expect(clusters.map(cluster => cluster.name)).toEqual(['homelab', 'production-east', 'production-west']);
});

test('the clusters of the tests use every field between them', () => {
  const used = new Set(files.flatMap(({ text }) => parseYaml(text).flatMap(({ value }) => pathsOf(value))));
  const fields = new Set(properties(clusterJsonSchema()).map(({ path }) => path));
  expect([...fields].filter(path => !used.has(path))).toEqual([]);
});

test('a home user writes about 25 lines', () => {
  const homelab = files.find(({ file }) => file.endsWith('homelab.yaml'))!;
  expect(homelab.text.split('\n').filter(line => /^[^#]*\S/.test(line)).length).toBeLessThanOrEqual(25);
});

/** Every path that is written in a document, in the form of `properties`. */
function pathsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(item => pathsOf(item, `${at}[]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [path, ...pathsOf(child, path)];
  });
}
