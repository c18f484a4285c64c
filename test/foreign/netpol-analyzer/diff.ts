import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryIn } from '../../../cli/repositories';
import { changesBetween } from '../../../diff/compare';
import { formatRanges, joinRanges, type OpenRange, subtractRanges } from '../../../policy/ranges';
import type { Repository } from '../../../repository/repository';
import { type Counter, createCounter, type Tally } from '../tally';
import { parsePeer, parsePorts, withPorts } from './golden';
import { obstacleIn } from './obstacles';
import { type Peer, readPeers } from './peers';

/** Ports that open and close between two ends. */
interface Delta {
  readonly opened: readonly OpenRange[];
  readonly closed: readonly OpenRange[];
}

const unchanged: Delta = { opened: [], closed: [] };

/** What changes for every ordered pair of pods that both sides have. */
export function compareDiffs(folder: string): Tally {
  const counter = createCounter();
  const names = readdirSync(join(folder, 'test_outputs/diff'));
  for (const name of names.sort()) compareFile(folder, join('test_outputs/diff', name), counter);
  return counter.tally;
}

function compareFile(folder: string, file: string, counter: Counter): void {
  const [, pair = ''] = /\/diff_between_(.+)\.txt$/.exec(file) ?? [];
  const sides = sidesOf(folder, pair);
  if (sides === undefined) return;
  const [before, after] = sides.map(directory => repositoryIn(directory)) as [Repository, Repository];
  const obstacle = [before, after].flatMap(({ manifests }) => obstacleIn(manifests) ?? [])[0];
  if (obstacle !== undefined) {
    counter.skip(obstacle);
    return;
  }

  const { changes, addresses } = parseChanges(readFileSync(join(folder, file), 'utf8'));
  counter.skip('changes of connections with addresses, the Ingress controller or workloads of one side', addresses);
  const found = foundChanges(before, after);
  const peers = lastingPeers(before, after);
  for (const from of peers)
    for (const to of peers) {
      if (from === to) continue;
      const what = `${from.name} => ${to.name}`;
      const expected = format(changes.get(what) ?? unchanged);
      const answers = from.endpoints.flatMap(one =>
        to.endpoints.map(other => format(found.get(`${one.name} → ${other.name}`) ?? unchanged)),
      );
      for (const answer of new Set(answers)) counter.check({ file, what, expected, found: answer });
    }
}

/** The directories of `NEW_and_OLD`, whose names may hold the word as well; the old one first. */
function sidesOf(folder: string, pair: string): [string, string] | undefined {
  const words = pair.split('_and_');
  return words
    .map((_, index): [string, string] => [
      join(folder, 'tests', words.slice(index).join('_and_')),
      join(folder, 'tests', words.slice(0, index).join('_and_')),
    ])
    .slice(1)
    .find(sides => sides.every(existsSync));
}

/** Lines `diff-type: …, source: A, destination: B, ref1: PORTS, ref2: PORTS`, with what became of workloads at the end. */
function parseChanges(text: string): { changes: Map<string, Delta>; addresses: number } {
  const lines = text.split('\n').filter(line => line.startsWith('diff-type: '));
  const changes = new Map<string, Delta>();
  for (const line of lines) {
    const [, from = '', to = '', ref1 = '', ref2 = '', rest] =
      /source: (.+?), destination: (.+?), ref1: (.+?), ref2: (.+?)(, workloads-diff-info: .+)?$/.exec(line) ?? [];
    const isBetweenPods = [from, to].every(end => typeof parsePeer(end) === 'string' && end !== '{ingress-controller}');
    if (isBetweenPods && rest === undefined)
      changes.set(`${from} => ${to}`, {
        opened: subtractRanges(parsePorts(ref2), parsePorts(ref1)),
        closed: subtractRanges(parsePorts(ref1), parsePorts(ref2)),
      });
  }
  return { changes, addresses: lines.length - changes.size };
}

/** The changes of connections as `infraflux diff` reports them, by `from → to`. */
function foundChanges(before: Repository, after: Repository): Map<string, Delta> {
  const found = new Map<string, Delta>();
  for (const { topic, message } of changesBetween(before, after)) {
    const [, sign, pair, ports] = /^([+-]) (.+): (.+)$/.exec(message) ?? [];
    if (topic !== 'connection' || pair === undefined || ports === undefined) continue;
    const delta = found.get(pair) ?? unchanged;
    found.set(pair, { ...delta, [sign === '+' ? 'opened' : 'closed']: parseReported(ports) });
  }
  return found;
}

/** `all`, or `TCP 80, 8000-8999; UDP all`: the notation of `formatRanges`. */
function parseReported(text: string): OpenRange[] {
  if (text === 'all') return parsePorts('All Connections');
  const ranges = text.split('; ').flatMap(part => {
    const [protocol = '', ...ports] = part.replaceAll(',', '').split(' ');
    return ports.map((port): OpenRange => {
      const [low = 0, high = low] = port === 'all' ? [1, 65_535] : port.split('-').map(Number);
      return { protocol, low, high, state: 'allowed' };
    });
  });
  return withPorts(ranges);
}

/** Pods that both sides have; those that come or go are reported as objects. */
function lastingPeers(before: Repository, after: Repository): Peer[] {
  const old = readPeers(before.manifests);
  return readPeers(after.manifests).filter(
    ({ name, hostNetwork }) => !hostNetwork && old.some(peer => peer.name === name && !peer.hostNetwork),
  );
}

/** Without SCTP, which Cilium does not carry unless a setting says so, and `infraflux diff` then leaves out. */
function format({ opened, closed }: Delta): string {
  const parts = Object.entries({ '+': opened, '-': closed })
    .map(([sign, ranges]) => [sign, ranges.filter(({ protocol }) => protocol !== 'SCTP')] as const)
    .filter(([, ranges]) => ranges.length > 0);
  return parts.map(([sign, ranges]) => `${sign} ${formatRanges(joinRanges(ranges))}`).join(', ') || 'no change';
}
