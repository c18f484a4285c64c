import { charts } from '../config/versions';
import { type ChartFacts, factsOf } from '../upstream/facts';
import type { KeyTree } from '../upstream/key-tree';
import { isRecordedFile, type RecordedChart, readRecorded } from '../upstream/recorded';
import { keysOf } from '../upstream/values';

/** What is known of a chart: recorded with this program for its own platform, or by its user with `upstream add`. */
export interface ChartKnowledge {
  readonly facts: ChartFacts;
  /** Whether it was recorded of this very version, of one that differs in its patch alone, or of another. */
  readonly fit: 'exact' | 'neighbour' | 'other';
  keys(): KeyTree;
}

/** The charts that a repository has recorded, by the files in which they are. */
export function recordedIn(texts: ReadonlyMap<string, string>): RecordedChart[] {
  return [...texts].flatMap(([file, text]) => (isRecordedFile(file) ? (readRecorded(text) ?? []) : []));
}

/** What fits a version best; undefined for a chart that nobody recorded. */
export function knowledgeOf(
  chart: string,
  version: string,
  recorded: readonly RecordedChart[],
): ChartKnowledge | undefined {
  const own = ownFacts(chart);
  const candidates = [
    ...recorded.filter(each => each.chart === chart).map(({ keys, ...facts }) => ({ facts, keys: () => keys })),
    ...(own === undefined ? [] : [{ facts: own, keys: () => ownKeys(chart) }]),
  ].sort((a, b) => distance(a.facts.version, version) - distance(b.facts.version, version));
  const [nearest] = candidates;
  if (nearest === undefined) return undefined;
  const pinned = Object.values(charts).find(each => each.chart === chart)?.version;
  const isExact = nearest.facts.version === version || (nearest.facts === own && pinned === version);
  const isNear = distance(nearest.facts.version, version) < minor;
  return { ...nearest, fit: isExact ? 'exact' : isNear ? 'neighbour' : 'other' };
}

const minor = 1000;

/** How far two versions are from each other: a minor version counts for a thousand patches. */
function distance(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a === undefined || b === undefined
    ? Number.MAX_SAFE_INTEGER
    : Math.abs(a[0] - b[0]) * minor ** 2 + Math.abs(a[1] - b[1]) * minor + Math.abs(a[2] - b[2]);
}

function partsOf(version: string): readonly [number, number, number] | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

const facts = new Map<string, ChartFacts | undefined>();

/** Facts of the version that the platform pins; undefined for a chart that it does not use. */
export function ownFacts(chart: string): ChartFacts | undefined {
  if (!facts.has(chart)) facts.set(chart, readFacts(chart));
  return facts.get(chart);
}

function readFacts(chart: string): ChartFacts | undefined {
  return Object.values(charts).some(each => each.chart === chart) ? factsOf(chart) : undefined;
}

const trees = new Map<string, KeyTree>();

function ownKeys(chart: string): KeyTree {
  const known = trees.get(chart) ?? keysOf(chart);
  trees.set(chart, known);
  return known;
}
