import { listOf, Struct, textOf, UnsupportedError, type Value } from '../go/values';

/** The functions by which the tests build a network policy: a list of changes to an empty one. */
export const policyBuilders: readonly (readonly [string, Value])[] = [
  ['GenNetworkPolicy', changes => build(changes)],
  [
    'GenNetworkPolicyWithNameAndPodSelector',
    ([name = null, selector = null, ...changes]) =>
      build([...changes, setName(name), setSpec('PodSelector', selector)]),
  ],
  [
    'GenNetworkPolicyWithNameAndPodMatchLabel',
    ([name = null, labels = null, ...changes]) =>
      build([...changes, setName(name), setSpec('PodSelector', selectorOf(labels))]),
  ],
  ['SetObjectMetaName', ([name = null]) => setName(name)],
  ['SetSpecPodSelector', ([selector = null]) => setSpec('PodSelector', selector)],
  ['SetSpecPodSelectorMatchLabels', ([labels = null]) => setSpec('PodSelector', selectorOf(labels))],
  ['SetSpecIngressRules', rules => addRules('Ingress', rules)],
  ['SetSpecEgressRules', rules => addRules('Egress', rules)],
];

/** A struct whose other fields are zero. */
const struct = (type: string, fields: readonly (readonly [string, Value])[] = []) =>
  new Struct(type, new Map(fields), true);

const selectorOf = (labels: Value) => struct('metav1.LabelSelector', [['MatchLabels', labels]]);

const empty = struct('networkingv1.NetworkPolicy', [
  ['ObjectMeta', struct('metav1.ObjectMeta')],
  ['Spec', struct('networkingv1.NetworkPolicySpec')],
]);

const build = (changes: readonly Value[]) =>
  changes.reduce<Value>((policy, change) => {
    if (typeof change !== 'function') throw new UnsupportedError('a change of a policy that is not a function');
    return change([policy], 0);
  }, empty);

const setName = (name: Value): Value => changePart('ObjectMeta', meta => meta.with('Name', name));

const setSpec = (name: string, value: Value): Value => changePart('Spec', spec => spec.with(name, value));

/** The first rules of a direction isolate pods in it, even if there are none. */
const addRules = (direction: 'Ingress' | 'Egress', rules: readonly Value[]): Value =>
  changePart('Spec', spec => {
    const before = spec.fields.get(direction);
    const types = listOf(spec.fields.get('PolicyTypes'));
    return spec
      .with(direction, [...listOf(before), ...rules])
      .with('PolicyTypes', before === undefined ? [...types, direction] : types);
  });

function changePart(part: string, change: (before: Struct) => Struct): Value {
  return ([policy]) => {
    const before = policy instanceof Struct ? policy.fields.get(part) : undefined;
    if (!(policy instanceof Struct) || !(before instanceof Struct)) throw new UnsupportedError('a change of no policy');
    return policy.with(part, change(before));
  };
}

export function nameOf(policy: Struct): string {
  const meta = policy.fields.get('ObjectMeta');
  return textOf(meta instanceof Struct ? meta.fields.get('Name') : undefined);
}
