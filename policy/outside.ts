import { type AddressRange, type Cidr, contains, formatAddress, formatCidr, parseCidr } from '../model/cidr';
import { describeSet, type NamedSet } from './describe-set';
import { textsOf } from './fqdn';
import { partsOfNames } from './name-parts';
import type { PolicyRule } from './rules';

/**
 * What lies outside the cluster, cut where rules cut it: addresses by every block, exceptions and groups among them,
 * and names by every pattern. Inside a part no rule tells one address, or one name, from another.
 */
export interface Outside {
  readonly addresses: Partition;
  readonly names: Partition;
}

export interface Partition {
  /** One end of each part, in the notation of `Flow`. */
  readonly ends: readonly string[];
  /** Names some of the parts, by their indexes: `world except 10.0.0.0/8`, `*.example.com`. */
  describe(parts: ReadonlySet<number>): string;
  /** The names of all blocks, or all patterns, that hold a part. */
  namesOf(part: number): string[];
}

const world = 'world';
const everyName = 'every name';

/** Cut by the rules of one cluster, or of two revisions of it: then the parts are those of both. */
export function outsideOf(
  rules: readonly PolicyRule[],
  more: readonly Cidr[] = [],
  moreNames: readonly string[] = [],
): Outside {
  const selectors = new Set(rules.flatMap(({ peers = [] }) => peers.map(({ selector }) => selector)));
  const blocks = [...selectors].flatMap(selector => selector.blocks ?? []);
  const patterns = [...selectors].flatMap(({ fqdn }) => (fqdn === undefined ? [] : textsOf(fqdn)));
  return { addresses: cutAddresses([...blocks, ...more]), names: cutNames([...patterns, ...moreNames]) };
}

/** A block with what is inside it. */
interface Node {
  readonly block: Cidr;
  readonly children: Node[];
}

function cutAddresses(blocks: readonly Cidr[]): Partition {
  const whole = ['0.0.0.0/0', '::/0'].map(text => parseCidr(text)!);
  const distinct = new Map([...whole, ...blocks].map(block => [formatCidr(block), block]));
  const roots = nest(withParents(distinct));
  const representatives: string[] = [];
  const names: NamedSet[] = [];
  /** Every block holds the parts of those inside it, and one of its own where they leave addresses. */
  const visit = ({ block, children }: Node): Set<number> => {
    const parts = new Set<number>();
    const own = firstOutside(block, children);
    if (own !== undefined) parts.add(representatives.push(`cidr:${formatAddress(own, block.family)}`) - 1);
    for (const child of children) for (const part of visit(child)) parts.add(part);
    names.push({ text: textOf(block), parts });
    return parts;
  };
  const all = new Set(roots.flatMap(root => [...visit(root)]));
  return partition(representatives, [...names, { text: world, parts: all }]);
}

/** `10.0.0.0/8`; a single address without its length. */
const textOf = (block: Cidr) =>
  block.first === block.last ? formatAddress(block.first, block.family) : formatCidr(block);

/** Adds the block that two halves make, again and again. */
function withParents(blocks: Map<string, Cidr>): Cidr[] {
  const queue = [...blocks.values()].sort((a, b) => b.length - a.length);
  for (const block of queue) {
    if (block.length === 0) continue;
    const size = block.last - block.first + 1n;
    const isUpper = (block.first / size) % 2n === 1n;
    const sibling = isUpper ? block.first - size : block.first + size;
    if (!blocks.has(`${formatAddress(sibling, block.family)}/${block.length}`)) continue;
    const parent = parseCidr(`${formatAddress(isUpper ? sibling : block.first, block.family)}/${block.length - 1}`)!;
    if (blocks.has(formatCidr(parent))) continue;
    blocks.set(formatCidr(parent), parent);
    queue.push(parent);
  }
  return [...blocks.values()];
}

/** Two blocks either lie apart or one in the other. */
function nest(blocks: readonly Cidr[]): Node[] {
  const ordered = [...blocks].sort(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : a.length - b.length),
  );
  const roots: Node[] = [];
  const open: Node[] = [];
  for (const block of ordered) {
    while (open.length > 0 && !contains(open.at(-1)!.block, block)) open.pop();
    const node: Node = { block, children: [] };
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

/** The first address of a block that none of the blocks inside it has. */
function firstOutside(block: AddressRange, children: readonly Node[]): bigint | undefined {
  let first = block.first;
  for (const child of children) {
    if (child.block.first > first) return first;
    first = child.block.last + 1n;
  }
  return first <= block.last ? first : undefined;
}

function cutNames(patterns: readonly string[]): Partition {
  const distinct = [
    ...new Set(
      patterns.map(text =>
        text
          .trim()
          .toLowerCase()
          .replace(/(?<=.)\.$/, ''),
      ),
    ),
  ].sort();
  const parts = partsOfNames(distinct);
  const names = distinct.map((text, pattern) => ({
    text,
    parts: new Set(parts.flatMap((part, index) => (part.patterns.includes(pattern) ? [index] : []))),
  }));
  const ends = parts.map(({ example }) => `fqdn:${example}`);
  return partition(ends, [...names, { text: everyName, parts: new Set(parts.keys()) }]);
}

function partition(ends: readonly string[], names: readonly NamedSet[]): Partition {
  // The last of several names for the same parts is the widest: `world`, `every name`.
  const ordered = [...new Map(names.map(name => [[...name.parts].sort((a, b) => a - b).join(), name])).values()]
    .filter(({ parts }) => parts.size > 0)
    .sort((a, b) => b.parts.size - a.parts.size);
  const described = new Map<string, string>();
  const example = (part: number) => `names such as ${ends[part]!.replace(/^\w+:/, '')}`;
  return {
    ends,
    namesOf: part => names.flatMap(({ text, parts }) => (parts.has(part) ? [text] : [])),
    describe: parts => {
      const key = [...parts].sort((a, b) => a - b).join();
      const text = described.get(key) ?? describeSet(parts, ordered, example);
      described.set(key, text);
      return text;
    },
  };
}
