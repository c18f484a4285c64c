import { formatJson, plain } from '../model/escape';
import { openPairs, type Pair } from '../policy/pairs';
import type { OpenRange } from '../policy/ranges';
import { isIncomplete, loadCluster } from './cluster';
import type { ConnectionsInput } from './commands/listings';
import { EXIT } from './exit-codes';
import { listingFor, portsFormat } from './listed';
import { print } from './output';

/** Lists every pair that is open on some port. */
export async function connections({ values }: ConnectionsInput): Promise<number> {
  const cluster = loadCluster(values);
  const pairs = openPairs(listingFor(cluster, values));
  if (values.format === 'json') printPairs(pairs);
  else printInParts(lines(pairs, portsFormat(cluster)));
  return isIncomplete(cluster) ? EXIT.findings : EXIT.ok;
}

/** Pairs as one array of JSON. */
export const printPairs = (pairs: Iterable<OpenPair>): void => printInParts(jsonLines(pairs));

type OpenPair = Pair<readonly OpenRange[]>;

function* lines(pairs: Iterable<OpenPair>, format: (ranges: readonly OpenRange[]) => string): Generator<string> {
  let isEmpty = true;
  for (const { from, to, value } of pairs) {
    isEmpty = false;
    yield plain(`${from} → ${to}: ${format(value)}`);
  }
  if (isEmpty) yield 'nothing';
}

function* jsonLines(pairs: Iterable<OpenPair>): Generator<string> {
  let last: string | undefined;
  for (const { from, to, value } of pairs) {
    yield last === undefined ? '[' : `${last},`;
    last = formatJson({ from, to, ranges: value }).replaceAll(/^/gm, '  ');
  }
  yield* last === undefined ? ['[]'] : [last, ']'];
}

/** A large cluster has more pairs than a string has room for. */
function printInParts(lines: Iterable<string>): void {
  let part: string[] = [];
  for (const line of lines) {
    if (part.push(line) < linesAtOnce) continue;
    print(part.join('\n'));
    part = [];
  }
  if (part.length > 0) print(part.join('\n'));
}

const linesAtOnce = 10_000;
