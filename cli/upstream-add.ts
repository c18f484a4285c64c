import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderChart, withChart } from '../disk/helm';
import { readFiles } from '../disk/read-files';
import { parseManifests } from '../model/manifest';
import { count } from '../model/plural';
import { type RecordedChart, recordedFile } from '../upstream/recorded';
import { recordChart } from '../upstream/recorder/record';
import type { UpstreamAddInput } from './commands/upstream';
import { EXIT, UsageError } from './exit-codes';
import { print, printError } from './output';

/** Records a chart in the user's repository; exit 1 where it cannot be fetched, and then nothing is written. */
export async function upstreamAdd({
  values,
  positionals: [chart = '', version = ''],
}: UpstreamAddInput): Promise<number> {
  const { repo, dir, values: valuesFile } = values;
  const isAddress = chart.startsWith('oci://');
  if (!isAddress && repo === undefined)
    throw new UsageError(
      `\`${chart}\` needs \`--repo URL\`; without it, CHART is an address such as \`oci://ghcr.io/…\``,
    );
  if (isAddress && repo !== undefined) throw new UsageError('`--repo` does not apply to an address `oci://…`');
  if (!isExact(version)) throw new UsageError(`\`${version}\` is not an exact version, such as \`1.2.3\``);
  if (!existsSync(dir) || !statSync(dir).isDirectory()) throw new UsageError(`\`${dir}\` is not a folder`);
  if (valuesFile !== undefined && !existsSync(valuesFile)) throw new UsageError(`\`${valuesFile}\` does not exist`);
  const name = values.name ?? chart.slice(chart.lastIndexOf('/') + 1);
  const namespace = values.namespace ?? name;
  const source = { chart, version, ...(repo !== undefined && { repository: repo }) };
  const recorded = withChart(source, folder => {
    const { texts } = readFiles(folder, ['.'], () => true);
    const valuesFiles = valuesFile === undefined ? [] : [valuesFile];
    try {
      const text = renderChart(folder, { name, namespace, valuesFiles });
      const objects = parseManifests(text, folder).map(({ object }) => object);
      return recordChart(texts, [{ objects, namespace }]);
    } catch (error) {
      // Some charts do not render without values: their keys are known all the same.
      printError(`its objects are not recorded, because it does not render: ${(error as Error).message}`);
      return recordChart(texts, []);
    }
  });
  const file = recordedFile(recorded);
  writeJson(join(dir, file), recorded);
  const objects = Object.values(recorded.objects).flat().length;
  print(`wrote ${file}: ${recorded.chart} ${recorded.version} with ${count(objects, 'object')}`);
  return EXIT.ok;
}

/** Helm would take a range for the newest version in it. */
const isExact = (version: string) => /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version);

function writeJson(file: string, chart: RecordedChart): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(chart, null, 1)}\n`);
  renameSync(partial, file);
}
