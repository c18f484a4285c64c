import type { Manifest } from '../../model/manifest';
import type { SchemaOf } from '../../model/schema';
import type { Step } from '../../model/yaml';
import { directionOf, ruleLists, rulesOf } from '../cilium-rules';
import type { CiliumPeerRule, CiliumRule } from '../cilium-types';
import { createEngine, type Engine } from '../engine';
import type { Settings } from '../input';
import { endpointLabels, type LabelSet } from '../labels';
import type { PeerIdentity } from '../peers';
import type { Direction, PolicyRule } from '../rules';
import { namespaceLabels, namespaceOf, type PodWorkload } from '../workloads';

/** What lint rules look at; refused objects are not among it. */
export interface LintContext {
  readonly settings: Settings;
  /** No other workloads run than these: what matches none of them matches nothing. */
  readonly complete: boolean;
  readonly engine: Engine;
  readonly workloads: readonly PodWorkload[];
  /** The workloads that policies may select. */
  readonly pods: readonly Pod[];
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** As Cilium translates them, of every kind of policy. */
  readonly rules: readonly PolicyRule[];
  /** As they are written, of Cilium's own kinds. */
  readonly written: readonly WrittenRule[];
}

export interface Pod {
  readonly workload: PodWorkload;
  readonly labels: LabelSet;
  readonly peer: PeerIdentity;
}

/** One `spec`, or one of `specs`. */
export interface WrittenRule {
  readonly manifest: Manifest;
  readonly path: readonly Step[];
  readonly rule: CiliumRule;
  /** Undefined in a cluster-wide policy. */
  readonly namespace?: string;
  readonly items: readonly WrittenItem[];
}

/** One item of the four lists. */
export interface WrittenItem {
  readonly list: (typeof ruleLists)[number];
  readonly direction: Direction;
  readonly item: CiliumPeerRule;
  readonly path: readonly Step[];
}

export function createContext(
  manifests: readonly Manifest[],
  schemaOf: SchemaOf,
  settings: Settings,
  workloads: readonly PodWorkload[],
  complete: boolean,
): LintContext {
  const selectable = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const engine = createEngine(
    manifests,
    selectable.map(({ endpoint }) => endpoint),
    schemaOf,
    settings,
  );
  return {
    settings,
    complete,
    engine,
    workloads,
    pods: selectable.map(workload => ({
      workload,
      labels: endpointLabels(workload.endpoint, settings),
      peer: engine.endpoint(workload.name).peer,
    })),
    namespaces: namespaceLabels(manifests),
    rules: engine.policies.rules,
    written: [...engine.policies.accepted].flatMap(([manifest, object]) =>
      object.kind === 'CiliumNetworkPolicy' || object.kind === 'CiliumClusterwideNetworkPolicy'
        ? rulesOf(object).map(({ rule, path }) => ({
            manifest,
            path,
            rule,
            ...(object.kind === 'CiliumNetworkPolicy' ? { namespace: namespaceOf(object) } : {}),
            items: itemsOf(rule, path),
          }))
        : [],
    ),
  };
}

function itemsOf(rule: CiliumRule, path: readonly Step[]): WrittenItem[] {
  return ruleLists.flatMap(list =>
    (rule[list] ?? []).map((item, index) => ({
      list,
      direction: directionOf(list),
      item,
      path: [...path, list, index],
    })),
  );
}

/** Every item of every rule, with the rule that it stands in. */
export function allItems(context: LintContext): (WrittenItem & { readonly written: WrittenRule })[] {
  return context.written.flatMap(written => written.items.map(item => ({ ...item, written })));
}

const selected = new WeakMap<PolicyRule, ReadonlySet<Pod>>();

/** The pods that a rule selects. */
export function subjectsOf(rule: PolicyRule, { pods }: LintContext): ReadonlySet<Pod> {
  const known = selected.get(rule) ?? new Set(pods.filter(({ labels }) => !rule.node && rule.subject.matches(labels)));
  selected.set(rule, known);
  return known;
}

/** Whether whoever one rule selects is selected by the other: as written, or as far as the workloads tell. */
export function selectsAllOf(other: PolicyRule, rule: PolicyRule, context: LintContext): boolean {
  if (other.node !== rule.node || other.direction !== rule.direction) return false;
  if (other.subject.key === rule.subject.key) return true;
  const [wider, subjects] = [subjectsOf(other, context), subjectsOf(rule, context)];
  return subjects.size > 0 && subjects.size <= wider.size && [...subjects].every(pod => wider.has(pod));
}
