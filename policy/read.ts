import { parseCidr } from '../model/cidr';
import type { Finding } from '../model/finding';
import { groupOf, isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import type { SchemaOf } from '../model/schema';
import type { Violation } from '../model/structure/violation';
import { formatPath, type Step } from '../model/yaml';
import type { CidrGroup } from './cidr-peers';
import { ciliumRules } from './cilium-policy';
import { ignoredFinding, refusalFinding, unknownFinding, unsupportedFinding } from './findings';
import type { Settings } from './input';
import { networkPolicyRules } from './network-policy';
import type { PeerSelector } from './peers';
import { optionFinding } from './read-options';
import type { Refusal } from './refuse/refusal';
import { findFaults } from './refuse/rule';
import type { PolicyRule } from './rules';
import { readServices } from './services';

/** The policies of a cluster, read once. */
export interface PolicySet {
  readonly rules: readonly PolicyRule[];
  /** The objects that are accepted, without null fields. */
  readonly accepted: ReadonlyMap<Manifest, KubernetesObject>;
  /** Those and the rejected ones of the right types, for linting: without effect, but with more to say. */
  readonly readable: ReadonlyMap<Manifest, KubernetesObject>;
  /** What can be translated of the rejected objects: the rules that are not themselves at fault. */
  readonly ineffective: readonly PolicyRule[];
  readonly groups: readonly CidrGroup[];
  readonly findings: readonly Finding[];
  /** Why a policy object is rejected, by the agent or by the API server; it then has no effect. */
  readonly refusals: ReadonlyMap<Manifest, readonly Refusal[]>;
}

/** API groups of the kinds that the engine reads. */
const groupsByKind: Readonly<Record<string, string>> = {
  CiliumNetworkPolicy: 'cilium.io',
  CiliumClusterwideNetworkPolicy: 'cilium.io',
  CiliumCIDRGroup: 'cilium.io',
  NetworkPolicy: 'networking.k8s.io',
};

/** Whether the engine reads an object as a policy, or as a group of addresses that policies name. */
export function isPolicyObject(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  return Object.hasOwn(groupsByKind, object.kind) && groupsByKind[object.kind] === groupOf(object);
}

/** Policies of other kinds: Cilium 1.19 ignores them, 1.20 reads the first where a flag says so. */
const unsupportedKinds = ['ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'];

export function readPolicies(manifests: readonly Manifest[], schemaOf: SchemaOf, settings: Settings): PolicySet {
  const policies = manifests.filter(({ object }) => isPolicyObject(object));
  const objects = new Map(policies.map(manifest => [manifest, dropNulls(manifest.object) as KubernetesObject]));
  const faults = new Map(
    [...objects].map(([manifest, object]) => [manifest, findFaults(manifest.object, object, schemaOf, settings)]),
  );
  const readable = new Map(
    [...objects]
      .filter(([manifest]) => faults.get(manifest)!.readable)
      .map(([manifest, object]) => [manifest, withoutFields(object, faults.get(manifest)!.unknown)]),
  );
  const isAccepted = ([manifest]: readonly [Manifest, unknown]) => faults.get(manifest)!.refusals.length === 0;
  const isRead = ([, { kind }]: readonly [Manifest, KubernetesObject]) => settings.policyKinds.includes(kind);
  const accepted = new Map([...readable].filter(isAccepted));
  const groups = [...accepted]
    .filter(([, { kind }]) => kind === 'CiliumCIDRGroup')
    .map(([, object]) => readGroup(object));
  const references = { groups, services: readServices(manifests.map(({ object }) => object)) };
  const translate = ([manifest, object]: readonly [Manifest, KubernetesObject]) => {
    const isFaulty = faultyPlaces(faults.get(manifest)!.refusals);
    const scope = { settings, namespace: object.metadata.namespace ?? 'default' };
    switch (object.kind) {
      case 'NetworkPolicy':
        return networkPolicyRules(manifest, object, scope, isFaulty);
      case 'CiliumNetworkPolicy':
        return ciliumRules(manifest, object, scope, references, isFaulty);
      case 'CiliumClusterwideNetworkPolicy':
        return ciliumRules(manifest, object, { settings }, references, isFaulty);
      default:
        return [];
    }
  };
  const rulesOf = (found: readonly (readonly [Manifest, KubernetesObject])[]) =>
    shareSelectors(found.flatMap(translate)).map(rule => markUnsure(rule, faults.get(rule.ref.manifest)!.unknown));
  const unsupported = manifests.filter(({ object }) => unsupportedKinds.includes(object.kind));
  return {
    rules: rulesOf([...accepted].filter(isRead)),
    accepted,
    readable,
    ineffective: rulesOf([...readable].filter(entry => !isAccepted(entry))),
    groups,
    findings: [
      ...[...faults].flatMap(([manifest, { refusals, unknown }]) => [
        ...refusals.map(refusal => refusalFinding(refusal, manifest)),
        ...unknown.map(violation => unknownFinding(violation, manifest)),
      ]),
      ...unsupported.map(unsupportedFinding),
      ...[...accepted]
        .filter(entry => !isRead(entry) && entry[1].kind !== 'CiliumCIDRGroup')
        .map(([manifest]) => ignoredFinding(manifest)),
      ...settings.unsupported.map(optionFinding),
    ],
    refusals: new Map([...faults].map(([manifest, { refusals }]) => [manifest, refusals])),
  };
}

/** Whether a fault lies at a place or inside it. */
const faultyPlaces =
  (refusals: readonly Refusal[]) =>
  (place: readonly Step[]): boolean =>
    refusals.some(({ path }) => startsWith(path, place));

/** Selectors that are written alike are one, and remember whom they match. */
function shareSelectors(rules: readonly PolicyRule[]): PolicyRule[] {
  const known = new Map<string, PeerSelector>();
  const share = (selector: PeerSelector): PeerSelector => {
    const shared = known.get(selector.key) ?? remember(selector);
    known.set(selector.key, shared);
    return shared;
  };
  return rules.map(rule => ({
    ...rule,
    ...(rule.peers && { peers: rule.peers.map(({ selector, path }) => ({ selector: share(selector), path })) }),
  }));
}

function remember(selector: PeerSelector): PeerSelector {
  const matches: boolean[] = [];
  return {
    ...selector,
    matches: peer => {
      matches[peer.id] ??= selector.matches(peer);
      return matches[peer.id]!;
    },
  };
}

/** A null field is an absent field. */
function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (!isRecord(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, dropNulls(field)]));
}

/** A copy without the fields that no schema knows: nothing may read them as something that they are not. */
function withoutFields(object: KubernetesObject, unknown: readonly Violation[]): KubernetesObject {
  const keys = new Set(unknown.map(({ at }) => formatPath(at)));
  const copy = (value: unknown, at: readonly Step[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => copy(item, [...at, index]));
    if (!isRecord(value)) return value;
    const known = Object.entries(value).filter(([key]) => !keys.has(formatPath([...at, key])));
    return Object.fromEntries(known.map(([key, field]) => [key, copy(field, [...at, key])]));
  };
  return keys.size === 0 ? object : (copy(object, []) as KubernetesObject);
}

function readGroup(object: KubernetesObject): CidrGroup {
  const { externalCIDRs } = object.spec as { externalCIDRs: string[] };
  return {
    name: object.metadata.name,
    labels: object.metadata.labels ?? {},
    cidrs: externalCIDRs.map(text => parseCidr(text)!),
  };
}

/** An unknown field may have been meant to change every rule beside it. */
function markUnsure(rule: PolicyRule, unknown: readonly Violation[]): PolicyRule {
  const { path } = rule.ref;
  const violation = unknown.find(
    ({ at }) => at.length > 1 && (startsWith(path, at.slice(0, -1)) || startsWith(at, path)),
  );
  return violation === undefined ? rule : { ...rule, unsure: `\`${formatPath(violation.at)}\` is unknown` };
}

const startsWith = (path: readonly Step[], start: readonly Step[]) =>
  start.every((step, index) => path[index] === step);
