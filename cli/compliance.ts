import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { formatJson } from '../model/escape';
import { compare, formatFindings } from '../model/finding';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { countTags } from '../runtime/compliance/count-tags';
import { complianceHtml } from '../runtime/compliance/html';
import { complianceMarkdown } from '../runtime/compliance/markdown';
import { type ComplianceReport, complianceOf } from '../runtime/compliance/report';
import type { ClusterSource } from '../runtime/compliance/supports';
import type { ComplianceFormat, ComplianceInput } from './commands/runtime';
import { eventLines } from './event-lines';
import { EXIT, UsageError } from './exit-codes';
import { loadSource } from './manifests';
import { print, printError } from './output';
import { printReading } from './reading';

const renderings: Readonly<Record<ComplianceFormat, (report: ComplianceReport) => string>> = {
  markdown: complianceMarkdown,
  html: complianceHtml,
  json: formatJson,
};

/** Prints what the rendered clusters, and a recording, show about the controls of frameworks. */
export async function compliance({ values }: ComplianceInput): Promise<number> {
  const events = values.events === undefined ? undefined : await countTags(eventLines(values.events));
  print(renderings[values.format](complianceOf(clustersIn(values.dir), events)));
  return EXIT.ok;
}

/** Whether a folder holds one cluster: Cilium's values are among its layers. */
const isCluster = (folder: string) => existsSync(join(folder, 'cilium', 'values.yaml'));

/** One cluster for each folder, or the one that is named. @throws UsageError where there is none */
function clustersIn(place: string): ClusterSource[] {
  if (!existsSync(place)) throw new UsageError(`\`${place}\` does not exist`);
  if (isCluster(place)) return [clusterIn(place)];
  const folders = readdirSync(place, { withFileTypes: true }).filter(
    entry => entry.isDirectory() && !entry.name.startsWith('.'),
  );
  if (folders.length === 0) throw new UsageError(`\`${place}\` has no folder of a rendered cluster`);
  return folders
    .map(({ name }) => name)
    .sort(compare)
    .map(name => clusterIn(join(place, name)));
}

function clusterIn(folder: string): ClusterSource {
  const source = loadSource(folder);
  printReading(source.texts.size, source.manifests);
  const errors = source.findings.filter(({ severity }) => severity !== 'note');
  if (errors.length > 0) printError(formatFindings(errors));
  const values = parseYaml(source.read('cilium/values.yaml') ?? '')[0]?.value;
  return {
    name: basename(resolve(folder)),
    objects: source.manifests.map(({ object }) => object),
    cilium: isRecord(values) ? values : {},
  };
}
