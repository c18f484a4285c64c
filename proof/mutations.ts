import { formatCidr, parseCidr } from '../model/cidr';
import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import { formatPath, type Step } from '../model/yaml';
import { describeObject } from '../policy/rules';

/** A policy with one fault in it. */
export interface Mutation {
  /** `CiliumNetworkPolicy shop/api: spec.ingress[0] removed` */
  readonly what: string;
  readonly original: Manifest;
  /** Absent where the whole policy is removed. */
  readonly mutant?: Manifest;
}

/** Every way to remove or widen one part of a policy: the policy itself, a rule, peer, port, label or request. */
export function mutationsOf(manifests: readonly Manifest[]): Mutation[] {
  return manifests.filter(isPolicy).flatMap(original => {
    const name = describeObject(original.object);
    const { description: _, ...spec } = original.object.spec as Record<string, unknown>;
    const edits = [...removals(spec, ['spec']), ...replacements(spec, ['spec']), ...additions(spec)];
    return [
      { what: `${name}: removed`, original },
      ...edits.map(({ path, what, value }) => ({
        what: `${name}: ${formatPath(path)} ${what}`,
        original,
        mutant: { ...original, object: edit(original.object, path, value) as KubernetesObject },
      })),
    ];
  });
}

export const isPolicy = ({ object: { kind } }: Manifest) =>
  kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy';

interface Edit {
  readonly path: readonly Step[];
  readonly what: string;
  /** Undefined removes it. */
  readonly value: unknown;
}

/** A list or mapping is removed together with its last item, because Cilium rejects or misreads empty ones. */
function removals(value: unknown, path: readonly Step[]): Edit[] {
  return children(value).flatMap(([step, child], _, { length }) => {
    const at = [...path, step];
    const isLast = length === 1 && path.length > 1;
    return [...(isLast ? [] : [{ path: at, what: 'removed', value: undefined }]), ...removals(child, at)];
  });
}

function replacements(value: unknown, path: readonly Step[]): Edit[] {
  const own = wider(value, path).map(([what, wide]) => ({ path, what, value: wide }));
  return [...own, ...children(value).flatMap(([step, child]) => replacements(child, [...path, step]))];
}

/** Replacements of a value that allow more, or something else. */
function wider(value: unknown, path: readonly Step[]): [what: string, value: unknown][] {
  const [list, key] = [path.at(-2), path.at(-1)];
  if (isRecord(value) && typeof value.port === 'string') {
    const [low, high] = [Number(value.port), Number(value.endPort ?? value.port)];
    return [
      ['one port more', { ...value, endPort: high + 1 }],
      ['one port before', { ...value, port: `${low - 1}`, endPort: high }],
      ['every protocol', { ...value, protocol: 'ANY' }],
    ];
  }
  if (list === 'fromEndpoints' || list === 'toEndpoints')
    return [
      ['any pod of the namespace', {}],
      ['any pod', { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }],
    ];
  if (typeof value !== 'string') return [];
  if (list === 'fromEntities' || list === 'toEntities')
    return ['all', 'cluster', 'world'].filter(entity => entity !== value).map(entity => [entity, entity]);
  if (list === 'matchLabels') return [['another value', 'another']];
  if (key === 'matchName' || key === 'matchPattern') return value === '*' ? [] : [['another name', `x${value}`]];
  const cidr = key === 'cidr' ? parseCidr(value) : undefined;
  return cidr === undefined
    ? []
    : [['one bit wider', formatCidr(parseCidr(value.replace(/\d+$/, `${cidr.length - 1}`))!)]];
}

function additions(spec: Record<string, unknown>): Edit[] {
  const open = { ingress: { fromEntities: ['all'] }, egress: { toEntities: ['all'] } };
  return [
    ...Object.entries(open).map(([direction, rule]) => ({
      path: ['spec', direction],
      what: 'opened to all',
      value: [...((spec[direction] as unknown[] | undefined) ?? []), rule],
    })),
    { path: ['spec', 'enableDefaultDeny'], what: 'off', value: { ingress: false, egress: false } },
  ];
}

function children(value: unknown): [Step, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return isRecord(value) ? Object.entries(value) : [];
}

function edit(value: unknown, [step, ...rest]: readonly Step[], to: unknown): unknown {
  if (step === undefined) return to;
  const changed = edit((value as Record<Step, unknown>)[step], rest, to);
  if (Array.isArray(value))
    return value.flatMap((item, index) => (index !== step ? [item] : changed === undefined ? [] : [changed]));
  const { [step]: _, ...others } = value as Record<Step, unknown>;
  return changed === undefined ? others : { ...others, [step]: changed };
}
