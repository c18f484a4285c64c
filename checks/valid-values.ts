import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type HelmRelease, isPinned, pinnedFacts } from '../repository/releases';
import type { KeyTree } from '../upstream/key-tree';
import { checkValues, keysOf } from '../upstream/values';
import { check, type Fault } from './check';

export const validValues = check('valid-values', 'every Helm value is one that the chart reads', ({ clusters }) =>
  clusters.flatMap(({ releases }) => releases.flatMap(faultsOf)),
);

/** Another version than the pinned one has other keys: what is told of it is a warning. */
function faultsOf({ chart, version, values }: HelmRelease): Fault[] {
  const keys = keysOfChart(chart);
  if (keys === undefined) return [];
  const isOurs = isPinned(chart, version);
  return values.flatMap(({ in: place, at, value }) =>
    checkValues(chart, value, keys).map(fault => ({
      in: place,
      at: [...at, ...fault.at],
      ...(!isOurs && { severity: 'warning' as const }),
      message: isOurs ? fault.message : `${fault.message}, as of ${pinnedFacts(chart)?.version}`,
      ...(fault.allowed !== undefined && fault.allowed.length < 300 && { allowed: fault.allowed }),
      ...(fault.repair !== undefined && { repair: fault.repair }),
    })),
  );
}

const trees = new Map<string, KeyTree | undefined>();

function keysOfChart(chart: string): KeyTree | undefined {
  const isKnown = /^[a-z0-9-]+$/.test(chart) && existsSync(join(__dirname, '../upstream/keys', `${chart}.json`));
  if (!trees.has(chart)) trees.set(chart, isKnown ? keysOf(chart) : undefined);
  return trees.get(chart);
}
