import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { countTags } from '../runtime/compliance/count-tags';
import { complianceHtml } from '../runtime/compliance/html';
import { complianceMarkdown } from '../runtime/compliance/markdown';
import { type ComplianceReport, complianceOf } from '../runtime/compliance/report';
import type { ClusterSource } from '../runtime/compliance/supports';
import { eventLines } from './event-lines';
import { EXIT, UsageError } from './exit-codes';
import { loadSource } from './manifests';

const formats: Readonly<Record<string, (report: ComplianceReport) => string>> = {
  markdown: complianceMarkdown,
  html: complianceHtml,
  json: report => JSON.stringify(report, null, 2),
};

/** Prints what the rendered clusters, and a recording, show about the controls of frameworks. */
export async function compliance(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      events: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const { dir = 'dist', format = values.json ? 'json' : 'markdown' } = values;
  const render = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (render === undefined) throw new UsageError(`\`${format}\` is no format: ${Object.keys(formats).join(', ')}`);
  const events = values.events === undefined ? undefined : await countTags(eventLines(values.events));
  console.log(render(complianceOf(clustersIn(dir), events)));
  return EXIT.ok;
}

/** One cluster for each folder. @throws UsageError where there is none */
function clustersIn(place: string): ClusterSource[] {
  const folders = existsSync(place)
    ? readdirSync(place, { withFileTypes: true }).filter(each => each.isDirectory())
    : [];
  if (folders.length === 0) throw new UsageError(`\`${place}\` has no rendered cluster`);
  return folders
    .map(({ name }) => name)
    .sort()
    .map(name => {
      const source = loadSource(join(place, name));
      const values = parseYaml(source.read(join('cilium', 'values.yaml')) ?? '')[0]?.value;
      return { name, objects: source.manifests.map(({ object }) => object), cilium: isRecord(values) ? values : {} };
    });
}
