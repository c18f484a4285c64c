import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryIn } from '../../../cli/repositories';
import { groupBy } from '../../../model/group-by';
import { formatRanges, joinRanges } from '../../../policy/ranges';
import type { Repository } from '../../../repository/repository';
import { type Counter, createCounter, type Tally } from '../tally';
import { type Delta, type GoldenChange, parseChanges } from './changes';
import { boundaryAddresses, type GoldenPeer, includes, pairKey, unreadWorkloads } from './golden';
import { obstacleIn } from './obstacles';
import { type Peer, readPeers } from './peers';
import { type ReportedEnd, reportedChanges } from './reported';

/** All that the suite takes for one end; of addresses outside the cluster, one. */
interface End {
  readonly name: string;
  readonly golden: GoldenPeer;
  readonly ends: readonly ReportedEnd[];
}

/** What changes for every ordered pair of pods that both sides have, and of such a pod and each boundary address. */
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

  const { changes, others } = parseChanges(readFileSync(join(folder, file), 'utf8'));
  counter.skip('changes of connections with the Ingress controller or workloads of one side', others);
  const known = readPeers(after.manifests).map(({ name }) => name);
  for (const what of unreadWorkloads(changes, known))
    counter.check({ file, what, expected: 'a workload', found: 'not read' });
  const expected = expectations(changes);
  const reported = reportedChanges(before, after);
  const check = (from: End, to: End) => {
    const answers = from.ends.flatMap(one => to.ends.map(other => format([reported(one, other)])));
    for (const found of new Set(answers))
      counter.check({ file, what: `${from.name} => ${to.name}`, expected: expected(from.golden, to.golden), found });
  };
  const pods = lastingPeers(before, after).map(
    ({ name, endpoints }): End => ({ name, golden: name, ends: endpoints.map(endpoint => endpoint.name) }),
  );
  const addresses = boundaryAddresses(changes).map(
    (address): End => ({ name: `cidr:${address.text}`, golden: address, ends: [address] }),
  );
  for (const pod of pods) {
    for (const other of pods) if (other !== pod) check(pod, other);
    for (const address of addresses) {
      check(pod, address);
      check(address, pod);
    }
  }
}

/** What the suite says of two ends; what it does not list does not change. */
function expectations(changes: readonly GoldenChange[]): (from: GoldenPeer, to: GoldenPeer) => string {
  const byPair = groupBy(changes, pairKey);
  return (from, to) =>
    format(
      (byPair.get(pairKey({ from, to })) ?? []).filter(each => includes(each.from, from) && includes(each.to, to)),
    );
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

/** Pods that both sides have; those that come or go are reported as objects. */
function lastingPeers(before: Repository, after: Repository): Peer[] {
  const old = readPeers(before.manifests);
  return readPeers(after.manifests).filter(
    ({ name, hostNetwork }) => !hostNetwork && old.some(peer => peer.name === name && !peer.hostNetwork),
  );
}

/** Without SCTP, which Cilium does not carry unless a setting says so, and `infraflux diff` then leaves out. */
function format(deltas: readonly Delta[]): string {
  const parts = [
    ['+', deltas.flatMap(({ opened }) => opened)],
    ['-', deltas.flatMap(({ closed }) => closed)],
  ] as const;
  return (
    parts
      .map(([sign, ranges]) => [sign, ranges.filter(({ protocol }) => protocol !== 'SCTP')] as const)
      .filter(([, ranges]) => ranges.length > 0)
      .map(([sign, ranges]) => `${sign} ${formatRanges(joinRanges(ranges))}`)
      .join(', ') || 'no change'
  );
}
