import { field, listOf, recordOf, recordsOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { labelViolations } from '../metadata';
import { choice, each, isGiven, missing, range, selectorViolations, termViolations, wrong } from './shared';

const nodeOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/** Where pods run: the node selector and affinities. */
export function affinityViolations(spec: unknown, at: readonly Step[]): Violation[] {
  const affinity = field(spec, 'affinity');
  const node = field(affinity, 'nodeAffinity');
  const place = [...at, 'affinity', 'nodeAffinity'];
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const isEmpty = field(node, required) !== undefined && listOf(node, required, 'nodeSelectorTerms').length === 0;
  return [
    ...labelViolations(recordOf(spec, 'nodeSelector'), [...at, 'nodeSelector']),
    ...(isEmpty ? [missing([...place, required], 'nodeSelectorTerms')] : []),
    ...each(field(node, required), [...place, required], 'nodeSelectorTerms', nodeTerm),
    ...each(node, place, preferred, (term, path) => [
      ...range(field(term, 'weight'), [...path, 'weight'], 1, 100),
      ...nodeTerm(field(term, 'preference'), [...path, 'preference']),
    ]),
    ...['podAffinity', 'podAntiAffinity'].flatMap(kind => {
      const path = [...at, 'affinity', kind];
      return [
        ...each(field(affinity, kind), path, required, podTerm),
        ...each(field(affinity, kind), path, preferred, (term, inner) => [
          ...range(field(term, 'weight'), [...inner, 'weight'], 1, 100),
          ...podTerm(field(term, 'podAffinityTerm'), [...inner, 'podAffinityTerm']),
        ]),
      ];
    }),
  ];
}

const nodeTerm = (term: unknown, at: readonly Step[]): Violation[] =>
  each(term, at, 'matchExpressions', (each, path) => termViolations(each, path, nodeOperators));

function podTerm(term: unknown, at: readonly Step[]): Violation[] {
  return [
    ...(isGiven(field(term, 'topologyKey'))
      ? keyViolations(field(term, 'topologyKey'), [...at, 'topologyKey'])
      : [missing(at, 'topologyKey')]),
    ...selectorViolations(field(term, 'labelSelector'), [...at, 'labelSelector']),
  ];
}

export function tolerationViolations(value: unknown, at: readonly Step[]): Violation[] {
  const [key, operator, text, seconds] = ['key', 'operator', 'value', 'tolerationSeconds'].map(name =>
    field(value, name),
  );
  const isExists = operator === 'Exists';
  return [
    ...(isGiven(key) ? keyViolations(key, [...at, 'key']) : []),
    ...choice(operator, [...at, 'operator'], 'Equal', 'Exists', 'Gt', 'Lt'),
    ...choice(field(value, 'effect'), [...at, 'effect'], 'NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    ...(!isGiven(key) && !isExists
      ? [
          wrong([...at, 'operator'], 'a toleration without `key` needs `operator: Exists`', {
            repair: 'add `operator: Exists`',
          }),
        ]
      : []),
    ...(isExists && isGiven(text)
      ? [wrong([...at, 'value'], '`operator: Exists` takes no value', { repair: 'remove `value`' })]
      : []),
    ...(seconds !== undefined && seconds !== null && field(value, 'effect') !== 'NoExecute'
      ? [wrong([...at, 'tolerationSeconds'], '`tolerationSeconds` works with `effect: NoExecute` only')]
      : []),
  ];
}

const keyViolations = (key: unknown, at: readonly Step[]): Violation[] =>
  typeof key !== 'string' || isLabelKey(key) ? [] : [refused(key, at, 'a label key')];

/** Terms of a node selector, as a PersistentVolume has one. */
export const nodeSelectorViolations = (selector: unknown, at: readonly Step[]): Violation[] =>
  recordsOf(selector, 'nodeSelectorTerms').flatMap((term, index) =>
    nodeTerm(term, [...at, 'nodeSelectorTerms', index]),
  );
