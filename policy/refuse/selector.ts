import { isLabelKey, isLabelValue } from '../../model/label';
import type { LabelSelector } from '../../model/label-selector';
import type { Step } from '../../model/yaml';
import { type Refusal, refusal } from './refusal';

const sourcePattern = /^[A-Za-z0-9]+$/;

/** Label selectors (cilium 1.20 pkg/labels/validation.go): Kubernetes' rules, and an optional source before the key. */
export function refuseSelector(selector: LabelSelector | undefined, path: readonly Step[]): Refusal[] {
  if (selector === undefined) return [];
  return [
    ...Object.entries(selector.matchLabels ?? {}).flatMap(([key, value]) => [
      ...refuseKey(key, [...path, 'matchLabels', key]),
      ...refuseValue(value, [...path, 'matchLabels', key]),
    ]),
    ...(selector.matchExpressions ?? []).flatMap((term, index) => {
      const at = [...path, 'matchExpressions', index];
      const values = term.values ?? [];
      return [
        ...refuseOperator(term.operator, values, at),
        ...refuseKey(term.key, [...at, 'key']),
        ...values.flatMap((value, number) => refuseValue(value, [...at, 'values', number])),
      ];
    }),
  ];
}

function refuseOperator(operator: string, values: readonly string[], at: readonly Step[]): Refusal[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [
        refusal('selector-values', [...at, 'values'], `\`${operator}\` needs values`, {
          repair: 'list at least one value',
        }),
      ];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [
        refusal('selector-values', [...at, 'values'], `\`${operator}\` takes no values`, {
          repair: 'remove `values`, or use `In`',
        }),
      ];
    default:
      return [
        refusal('selector-operator', [...at, 'operator'], `\`${operator}\` is not an operator of selectors`, {
          allowed: 'In, NotIn, Exists, DoesNotExist',
        }),
      ];
  }
}

function refuseKey(text: string, path: readonly Step[]): Refusal[] {
  const parts = text.split(':');
  const source = parts.length > 1 ? parts[0]! : 'any';
  if (parts.length <= 2 && sourcePattern.test(source) && isLabelKey(parts.at(-1)!)) return [];
  return [
    refusal('label-key', path, `\`${text}\` is not a valid label key`, {
      allowed: '`name` or `domain/name`, optionally with a source such as `k8s:` in front',
    }),
  ];
}

function refuseValue(value: string, path: readonly Step[]): Refusal[] {
  if (isLabelValue(value)) return [];
  return [
    refusal('label-value', path, `\`${value}\` is not a valid label value`, {
      allowed: 'at most 63 letters, digits, `-`, `_` and `.`, a letter or digit at both ends',
    }),
  ];
}
