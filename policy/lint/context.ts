import type { Manifest } from '../../model/manifest';
import type { SchemaOf } from '../../model/schema';
import type { Step } from '../../model/yaml';
import { directionOf, ruleLists, rulesOf } from '../cilium-rules';
import type { CiliumPeerRule, CiliumRule } from '../cilium-types';
import { createEngine, type Engine } from '../engine';
import type { Settings } from '../input';
import { endpointLabels, type LabelSet } from '../labels';
import type { PeerIdentity } from '../peer-identity';
import type { Direction, PolicyRule } from '../rules';
import { matcher, type SelectorTerms } from '../selector';
import { selectableEntities } from '../settings';
import { areDisjoint, subsumes } from '../subsumption';
import { namespaceLabels, namespaceOf, type PodWorkload } from '../workloads';
import { type Knowledge, knowledgeOf } from './knowledge';
import { type Network, networksOfManifests } from './networks';

/** What lint rules look at. */
export interface LintContext {
  readonly settings: Settings;
  readonly manifests: readonly Manifest[];
  readonly known: Knowledge;
  /** Over all policies, with the workloads and Cilium's own endpoints: `entity:ingress`, `entity:health`. */
  readonly engine: Engine;
  readonly workloads: readonly PodWorkload[];
  /** The workloads that policies can select. */
  readonly pods: readonly Pod[];
  /** Those in the host network, which they cannot. */
  readonly hostPods: readonly Pod[];
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly networks: readonly Network[];
  /** The rules that have an effect, of every kind of policy. */
  readonly rules: readonly PolicyRule[];
  /** Those, and what can be read of rejected policies: all the faults of a policy are reported at once. */
  readonly judged: readonly PolicyRule[];
  /** Cilium's own policies as they are written, rejected ones included. */
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

export interface ContextOptions {
  readonly schemaOf: SchemaOf;
  readonly settings: Settings;
  readonly workloads: readonly PodWorkload[];
  readonly complete?: boolean;
  readonly networks?: readonly Network[];
}

export function createContext(
  manifests: readonly Manifest[],
  { schemaOf, settings, workloads, complete, networks = [] }: ContextOptions,
): LintContext {
  const selectable = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const endpoints = [...selectable.map(({ endpoint }) => endpoint), ...selectableEntities(settings)];
  const engine = createEngine(manifests, endpoints, schemaOf, settings);
  const podOf = (workload: PodWorkload, name: string): Pod => ({
    workload,
    labels: endpointLabels(workload.endpoint, settings),
    peer: engine.endpoint(name).peer,
  });
  const { rules, ineffective, readable } = engine.policies;
  return {
    settings,
    manifests,
    known: knowledgeOf(manifests, workloads, complete, settings.clusterName),
    engine,
    workloads,
    pods: selectable.map(workload => podOf(workload, workload.name)),
    hostPods: workloads.filter(({ hostNetwork }) => hostNetwork).map(workload => podOf(workload, 'entity:host')),
    namespaces: namespaceLabels(manifests),
    networks: [...networks, ...networksOfManifests(manifests)],
    rules,
    judged: [...rules, ...ineffective],
    written: [...readable].flatMap(([manifest, object]) =>
      object.kind === 'CiliumNetworkPolicy' || object.kind === 'CiliumClusterwideNetworkPolicy'
        ? rulesOf(object).map(({ rule, path }) => ({
            manifest,
            path,
            rule,
            ...(object.kind === 'CiliumNetworkPolicy' && { namespace: namespaceOf(object) }),
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

/** The pods that terms select, as far as the workloads are known. */
export function podsOf(terms: SelectorTerms, pods: readonly Pod[]): Pod[] {
  const { matches } = matcher(terms);
  return pods.filter(({ labels }) => matches(labels));
}

/** The pods that a rule selects. */
export const subjectsOf = (rule: PolicyRule, { pods }: LintContext): Pod[] =>
  rule.node ? [] : podsOf(rule.subject.terms, pods);

/** Whether whatever one rule selects is selected by the other; undefined where that depends on pods that are not known. */
export function selectsAllOf(other: PolicyRule, rule: PolicyRule, context: LintContext): boolean | undefined {
  if (other.node !== rule.node || other.direction !== rule.direction) return false;
  const [wide, narrow] = [other.subject.terms, rule.subject.terms];
  if (subsumes(wide, narrow)) return true;
  if (areDisjoint(wide, narrow)) return false;
  if (rule.node || !context.known.reachesKnown(narrow)) return undefined;
  const subjects = subjectsOf(rule, context);
  return subjects.length > 0 && subjects.every(({ labels }) => other.subject.matches(labels));
}
