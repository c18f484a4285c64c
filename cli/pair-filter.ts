import { type Cidr, contains, parseAddress, parseCidr } from '../model/cidr';
import { closest } from '../model/closest';
import { reservedIdentities } from '../policy/entities';
import { matchesName } from '../policy/fqdn';
import { everyPair, type ListedEnd, type ListingFilter } from '../policy/listing';
import { endNotations } from '../policy/paths/backends';
import type { Cluster } from './cluster';
import { UsageError } from './exit-codes';
import { unknownWord } from './parse';

/** The values of the options `pairs`. */
export interface PairValues {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Which pairs a command line asks about. @throws UsageError */
export function parsePairFilter({ from, to, namespace }: PairValues, cluster: Cluster): ListingFilter {
  const terms = [from, to].map(text => (text === undefined ? everyEnd : parseEnd(text, cluster)));
  const [source = everyEnd, target = everyEnd] = terms;
  return {
    from: source.holds,
    to: target.holds,
    focus: namespace === undefined ? everyPair.focus : ofNamespace(namespace, cluster),
    blocks: terms.flatMap(({ block }) => block ?? []),
    patterns: terms.flatMap(({ pattern }) => pattern ?? []),
  };
}

/** Ends that are meant, and where they cut the outside. */
interface EndTerm {
  readonly holds: (end: ListedEnd) => boolean;
  readonly block?: Cidr;
  readonly pattern?: string;
}

const everyEnd: EndTerm = { holds: () => true };

function parseEnd(text: string, cluster: Cluster): EndTerm {
  if (text === 'world') return { holds: ({ part }) => part !== undefined };
  if (text.endsWith('/*')) return { holds: ofNamespace(text.slice(0, -2), cluster) };
  const block = parseCidr(text);
  if (block !== undefined) return insideOf(block);
  if (/^[-\w.]*\*[-\w.*]*$/.test(text)) return namedLike(text);
  const address = parseAddress(text);
  if (address !== undefined) return insideOf(address);
  const names = namesOf(text, cluster);
  if (names !== undefined) return { holds: ({ name, part }) => part === undefined && names.includes(name) };
  if (/^[-\w]+(\.[-\w]+)+\.?$/.test(text)) return namedLike(text);
  const known = [...cluster.workloads.map(({ name }) => name), ...Object.keys(reservedIdentities)];
  const near = closest(text, known);
  const advice =
    near === undefined ? 'write `NAMESPACE/NAME` as `npx infraflux matrix` shows it' : `did you mean \`${near}\`?`;
  throw new UsageError(`\`${text}\` is not a workload here, an entity, an address, a network or a DNS name; ${advice}`);
}

/** Of a workload or an entity; a workload in the host network is its node. */
function namesOf(text: string, { workloads }: Cluster): string[] | undefined {
  const workload = workloads.find(({ name }) => name === text);
  if (workload !== undefined) return endNotations(workload).map(each => each.replace(/^entity:/, ''));
  return Object.hasOwn(reservedIdentities, text) ? [text] : undefined;
}

const insideOf = (block: Cidr): EndTerm => ({
  block,
  holds: ({ end: { peer } }) => peer.address !== undefined && contains(block, peer.address),
});

const namedLike = (pattern: string): EndTerm => ({
  pattern,
  holds: ({ end: { peer } }) => peer.name !== undefined && matchesName({ matchPattern: pattern }, peer.name),
});

function ofNamespace(name: string, { workloads }: Cluster): EndTerm['holds'] {
  const namespaces = new Set(workloads.map(({ endpoint }) => endpoint.namespace ?? ''));
  if (!namespaces.has(name)) throw new UsageError(unknownWord(`namespace \`${name}\``, name, [...namespaces].sort()));
  return ({ end }) => end.endpoint?.namespace === name;
}
