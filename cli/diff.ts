import { parseArgs } from 'node:util';
import { formatRanges, LISTED_PROTOCOLS, type OpenRange } from '../policy/connectivity';
import { buildCluster, clusterOptions } from './cluster';
import { EXIT, UsageError } from './exit-codes';
import { loadSourceOrRevision } from './manifests';
import { listPairs } from './pairs';

/** What a change opens and closes between two ends. */
export interface PairChange {
  readonly from: string;
  readonly to: string;
  readonly opened: readonly OpenRange[];
  readonly closed: readonly OpenRange[];
}

/** Compares two folders or git revisions; exit 3 where they differ. */
export async function diff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...clusterOptions, path: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [old, now, ...rest] = positionals;
  if (old === undefined || now === undefined || rest.length > 0)
    throw new UsageError('two folders or git revisions are needed');
  const [before, after] = [old, now].map(place =>
    buildCluster(loadSourceOrRevision(place, values.path ?? 'dist'), values),
  );
  const changes = comparePairs(rangesByPair(before!), rangesByPair(after!));
  console.log(
    values.json ? JSON.stringify(changes, null, 2) : changes.map(format).join('\n') || 'no connection opened or closed',
  );
  return changes.length === 0 ? EXIT.ok : EXIT.findings;
}

type Ranges = ReadonlyMap<string, readonly OpenRange[]>;

const rangesByPair = (cluster: Parameters<typeof listPairs>[0]): Ranges =>
  new Map(listPairs(cluster).map(({ from, to, ranges }) => [`${from}\n${to}`, ranges]));

export function comparePairs(before: Ranges, after: Ranges): PairChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [from = '', to = ''] = key.split('\n');
    const [was, is] = [before.get(key) ?? [], after.get(key) ?? []];
    const [opened, closed] = [subtract(is, was), subtract(was, is)];
    return opened.length + closed.length === 0 ? [] : [{ from, to, opened, closed }];
  });
}

/** The ports of `a` that `b` does not have in the same state. */
function subtract(a: readonly OpenRange[], b: readonly OpenRange[]): OpenRange[] {
  return LISTED_PROTOCOLS.flatMap(protocol => {
    const holes = b.filter(range => range.protocol === protocol);
    return a
      .filter(range => range.protocol === protocol)
      .flatMap(range => {
        let rest = [range];
        for (const hole of holes.filter(({ state }) => state === range.state))
          rest = rest.flatMap(part => [
            ...(part.low < hole.low ? [{ ...part, high: Math.min(part.high, hole.low - 1) }] : []),
            ...(part.high > hole.high ? [{ ...part, low: Math.max(part.low, hole.high + 1) }] : []),
          ]);
        return rest;
      });
  });
}

function format({ from, to, opened, closed }: PairChange): string {
  return [
    ...(opened.length === 0 ? [] : [`+ ${from} → ${to}: ${formatRanges(opened)}`]),
    ...(closed.length === 0 ? [] : [`- ${from} → ${to}: ${formatRanges(closed)}`]),
  ].join('\n');
}
