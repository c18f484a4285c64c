import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { renderChart, withChart } from '../../disk/helm';
import { readFiles } from '../../disk/read-files';
import { compare } from '../../model/finding';
import { parseManifests } from '../../model/manifest';
import { formatPath } from '../../model/yaml';
import type { KeyTree } from '../../upstream/key-tree';
import { recordChart } from '../../upstream/recorder/record';
import { checkValues } from '../../upstream/values';
import { pinnedReleases, type Release } from './releases';

/**
 * Writes `upstream/keys/` and `upstream/facts/` from the charts that the clusters pin: `npm run upstream` fetches all of
 * them, `npm run upstream FOLDER` takes those that are in `FOLDER/<chart>/`. Prints which keys came and went, and which
 * of our values no longer fit.
 */
const root = join(__dirname, '../..');

function refresh(folder: string | undefined): void {
  const scratch = mkdtempSync(join(tmpdir(), 'charts-'));
  const releases = pinnedReleases(root, scratch);
  for (const chart of [...new Set(releases.map(release => release.chart))].sort(compare)) {
    const ours = releases.filter(release => release.chart === chart);
    if (folder === undefined) withChart(ours[0]!, chartFolder => refreshChart(chart, ours, chartFolder));
    else if (existsSync(join(folder, chart))) refreshChart(chart, ours, join(folder, chart));
  }
  rmSync(scratch, { recursive: true });
}

function refreshChart(chart: string, releases: readonly Release[], chartFolder: string): void {
  const pinned = releases[0]!.version;
  const files = readFiles(chartFolder, ['.'], () => true).texts;
  const { keys, ...facts } = recordChart(
    files,
    releases.map(release => renderOf(release, chartFolder)),
  );
  const different = facts.version === pinned ? '' : `, pinned ${pinned}`;
  console.log(`${chart} ${facts.version}${different}`);
  reportChanges(join(root, 'upstream/keys', `${chart}.json`), keys);
  for (const { cluster, valuesFile } of releases)
    for (const { message, repair } of checkValues(chart, load(readFileSync(valuesFile, 'utf8')), keys))
      console.log(`  ${cluster}: ${message}${repair === undefined ? '' : `: ${repair}`}`);
  writeJson(join(root, 'upstream/keys', `${chart}.json`), keys);
  writeJson(join(root, 'upstream/facts', `${chart}.json`), facts);
}

function renderOf({ name, namespace, valuesFile }: Release, chartFolder: string) {
  const text = renderChart(chartFolder, { name, namespace, valuesFiles: [valuesFile] });
  return { objects: parseManifests(text, chartFolder).map(({ object }) => object), namespace };
}

function reportChanges(file: string, keys: KeyTree): void {
  const before = existsSync(file) ? pathsOf(JSON.parse(readFileSync(file, 'utf8')) as KeyTree) : [];
  const after = pathsOf(keys);
  for (const path of after) if (!before.includes(path)) console.log(`  + ${path}`);
  for (const path of before) if (!after.includes(path)) console.log(`  - ${path}`);
}

function pathsOf(keys: KeyTree, at: readonly string[] = []): string[] {
  if (typeof keys === 'string') return [`${formatPath(at)}: ${keys}`];
  return Object.entries(keys).flatMap(([key, child]) => pathsOf(child, [...at, key]));
}

function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

refresh(process.argv[2]);
