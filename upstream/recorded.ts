import { field, textOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import type { ChartFacts } from './facts';
import type { KeyTree } from './key-tree';

/** What `infraflux upstream add` writes about one version of a chart. */
export interface RecordedChart extends ChartFacts {
  readonly keys: KeyTree;
}

/** Where it writes, in the repository of whoever uses the chart. */
export const recordedFolder = 'infraflux/upstream';

export const recordedFile = ({ chart, version }: Pick<RecordedChart, 'chart' | 'version'>) =>
  `${recordedFolder}/${chart}-${version}.json`;

export const isRecordedFile = (file: string) => file.startsWith(`${recordedFolder}/`) && file.endsWith('.json');

/** @returns undefined for a text that was not written by this program */
export function readRecorded(text: string): RecordedChart | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecordedChart(value) ? value : undefined;
}

function isRecordedChart(value: unknown): value is RecordedChart {
  return (
    ['chart', 'version', 'appVersion'].every(key => textOf(value, key) !== undefined) &&
    ['keys', 'objects', 'hooks'].every(key => isRecord(field(value, key))) &&
    ['services', 'workloads'].every(key => Array.isArray(field(value, key)))
  );
}
