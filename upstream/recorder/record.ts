import { field, textOf } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import { parseYaml } from '../../model/yaml';
import type { RecordedChart } from '../recorded';
import { type ChartFiles, chartKeys } from './chart-keys';
import { readRender } from './rendered';

/** A render of a chart: the objects, and the namespace of those that name none. */
export interface Render {
  readonly objects: readonly KubernetesObject[];
  readonly namespace: string;
}

/**
 * What is to be known of a chart: its values, and what it renders.
 * @param renders of the chart with the values of every release
 * @throws Error where the files are not those of a chart
 */
export function recordChart(files: ChartFiles, renders: readonly Render[]): RecordedChart {
  const manifest = parseYaml(files.get('Chart.yaml') ?? '')[0]?.value;
  const [chart, version] = [textOf(manifest, 'name'), textOf(manifest, 'version')];
  if (chart === undefined || version === undefined) throw new Error('`Chart.yaml` has no `name` or no `version`');
  const appVersion = String(field(manifest, 'appVersion') ?? version);
  const placed = renders.flatMap(({ objects, namespace }) => objects.map(object => ({ object, namespace })));
  return { chart, version, appVersion, keys: chartKeys(files), ...readRender(placed) };
}
