import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../../../cli/manifests';
import { groupBy } from '../../../model/group-by';
import type { Manifest } from '../../../model/manifest';
import { openRanges } from '../../../policy/connectivity';
import type { FlowEndpoint } from '../../../policy/endpoints';
import { createEngine } from '../../../policy/engine';
import { formatRanges, joinRanges } from '../../../policy/ranges';
import { schemaOf } from '../../../upstream/schemas/load';
import { type Counter, createCounter, type Tally } from '../tally';
import {
  boundaryAddresses,
  type GoldenConnection,
  type GoldenPeer,
  includes,
  pairKey,
  parseConnections,
  unreadWorkloads,
  withPorts,
} from './golden';
import { obstacleIn } from './obstacles';
import { readPeers } from './peers';

/** All that the suite takes for one end; of addresses outside the cluster, one. */
interface End {
  readonly name: string;
  readonly golden: GoldenPeer;
  readonly endpoints: readonly FlowEndpoint[];
}

/** Every ordered pair of workloads, and of a workload and the boundary addresses of each address range. */
export function compareConnections(folder: string): Tally {
  const counter = createCounter();
  for (const directory of readdirSync(join(folder, 'tests')).sort()) compareDirectory(folder, directory, counter);
  return counter.tally;
}

function compareDirectory(folder: string, directory: string, counter: Counter): void {
  const file = ['connlist', 'exposure']
    .map(analysis => join('test_outputs/connlist', `${directory}_${analysis}_output.txt`))
    .find(path => existsSync(join(folder, path)));
  if (file === undefined) {
    counter.skip('directories without a list of connections as text');
    return;
  }
  const { manifests } = loadSource(join(folder, 'tests', directory));
  const obstacle = obstacleIn(manifests);
  if (obstacle !== undefined) {
    counter.skip(obstacle);
    return;
  }

  const all = parseConnections(readFileSync(join(folder, file), 'utf8'));
  const listed = all.filter(({ from, to }) => from !== '{ingress-controller}' && to !== '{ingress-controller}');
  counter.skip('connections of the Ingress controller', all.length - listed.length);
  const { pods, hosts, addresses } = endsOf(manifests, listed);
  const pairs = (count: number) => count * (count - 1) + 2 * count * addresses.length;
  counter.skip('pairs with a pod in the host network', pairs(pods.length + hosts.length) - pairs(pods.length));
  for (const name of unreadWorkloads(listed, [...pods.map(pod => pod.name), ...hosts]))
    counter.check({ file, what: name, expected: 'a workload', found: 'not read' });
  const expected = expectations(listed);
  const check = (from: End, to: End) => {
    for (const found of openPorts(from, to))
      counter.check({ file, what: `${from.name} => ${to.name}`, expected: expected(from.golden, to.golden), found });
  };
  for (const pod of pods) {
    for (const other of pods) if (other !== pod) check(pod, other);
    for (const address of addresses) {
      check(pod, address);
      check(address, pod);
    }
  }
}

function endsOf(manifests: readonly Manifest[], listed: readonly GoldenConnection[]) {
  const peers = readPeers(manifests);
  const pods = peers.filter(({ hostNetwork }) => !hostNetwork);
  const { endpoint } = createEngine(
    manifests,
    pods.flatMap(({ endpoints }) => endpoints),
    schemaOf,
  );
  return {
    hosts: peers.flatMap(({ name, hostNetwork }) => (hostNetwork ? [name] : [])),
    pods: pods.map(
      ({ name, endpoints }): End => ({ name, golden: name, endpoints: endpoints.map(each => endpoint(each.name)) }),
    ),
    addresses: boundaryAddresses(listed).map((address): End => {
      const name = `cidr:${address.text}`;
      return { name, golden: address, endpoints: [endpoint(name)] };
    }),
  };
}

/** What the suite says of two ends; what it does not list is closed. */
function expectations(listed: readonly GoldenConnection[]): (from: GoldenPeer, to: GoldenPeer) => string {
  const byPair = groupBy(listed, pairKey);
  return (from, to) => {
    const found = byPair.get(pairKey({ from, to })) ?? [];
    return formatRanges(
      found.filter(each => includes(each.from, from) && includes(each.to, to)).flatMap(({ ranges }) => ranges),
    );
  };
}

/** On which ports the pods of one end reach those of the other: more than one answer where they differ. */
function openPorts(from: End, to: End): string[] {
  const answers = from.endpoints.flatMap(one =>
    to.endpoints.map(other => formatRanges(joinRanges(withPorts(openRanges(one, other))))),
  );
  return [...new Set(answers)];
}
