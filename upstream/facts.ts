import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../model/finding';
import type { PodSecurityLevel } from '../model/pod-security-level';

/** What a pinned chart renders with the values of all clusters; `npm run upstream` writes it. */
export interface ChartFacts {
  readonly chart: string;
  /** Version that was rendered. */
  readonly version: string;
  readonly appVersion: string;
  /** Names (`namespace/name`, or `name` of the cluster) by kind and group, `Deployment.apps`. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
  /** Objects that Helm and Argo CD run as hooks, `Job.batch longhorn-system/longhorn-uninstall`, with their phases. */
  readonly hooks: Readonly<Record<string, readonly string[]>>;
  readonly services: readonly RenderedService[];
  readonly workloads: readonly RenderedWorkload[];
}

export interface RenderedService {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name?: string; readonly number: number; readonly target: number | string }[];
}

/** The pods of one controller object. */
export interface RenderedWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly hostNetwork: boolean;
  /** Strictest level that admits its pods with the values of every cluster. */
  readonly podSecurity: PodSecurityLevel;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly RenderedPort[];
  /** Container ports that the chart's own monitors scrape. */
  readonly scraped: readonly number[];
}

export interface RenderedPort {
  readonly name?: string;
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** A kind of object that a chart makes with our values. */
export interface MadeKind {
  readonly group: string;
  readonly kind: string;
  /** Namespaces of its objects; none for a kind of the cluster. */
  readonly namespaces: readonly string[];
}

const known = new Map<string, ChartFacts>();

/** Read once: order and projects of every cluster ask for the same few charts. @throws where none are recorded. */
export function factsOf(chart: string): ChartFacts {
  const facts = known.get(chart) ?? JSON.parse(readFileSync(join(__dirname, 'facts', `${chart}.json`), 'utf8'));
  known.set(chart, facts);
  return facts;
}

export function kindsOf(facts: ChartFacts): MadeKind[] {
  return Object.entries(facts.objects).map(([groupKind, names]) => {
    const [kind = '', ...group] = groupKind.split('.');
    const namespaces = names.flatMap(name => name.split('/').slice(0, -1));
    return { group: group.join('.'), kind, namespaces: [...new Set(namespaces)].sort(compare) };
  });
}
