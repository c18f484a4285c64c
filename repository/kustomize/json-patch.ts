import { field, textOf } from '../../model/fields';
import { isRecord } from '../../model/manifest';

/** Applies the operations of a JSON patch (RFC 6902) that can be applied; Kustomize refuses a build with any other. */
export function applyOperations(object: unknown, operations: readonly unknown[]): unknown {
  return operations.reduce((patched, operation) => {
    const path = stepsOf(textOf(operation, 'path'));
    const from = stepsOf(textOf(operation, 'from'));
    switch (textOf(operation, 'op')) {
      case 'add':
      case 'replace':
        return change(patched, path, textOf(operation, 'op') === 'add' ? 'add' : 'set', field(operation, 'value'));
      case 'remove':
        return change(patched, path, 'remove', undefined);
      case 'copy':
        return change(patched, path, 'add', read(patched, from));
      case 'move':
        return change(change(patched, from, 'remove', undefined), path, 'add', read(patched, from));
      default:
        return patched;
    }
  }, object);
}

const stepsOf = (pointer = '') =>
  pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const read = (value: unknown, steps: readonly string[]) =>
  steps.reduce<unknown>((inner, step) => field(inner, Array.isArray(inner) ? Number(step) : step), value);

function change(
  value: unknown,
  [step, ...rest]: readonly string[],
  how: 'add' | 'set' | 'remove',
  replacement: unknown,
): unknown {
  if (step === undefined) return replacement;
  if (Array.isArray(value)) {
    const index = step === '-' ? value.length : Number(step);
    if (rest.length > 0) return value.map((item, at) => (at === index ? change(item, rest, how, replacement) : item));
    return value.toSpliced(index, how === 'add' ? 0 : 1, ...(how === 'remove' ? [] : [replacement]));
  }
  if (!isRecord(value)) return value;
  if (rest.length > 0)
    return Object.hasOwn(value, step) ? { ...value, [step]: change(value[step], rest, how, replacement) } : value;
  const { [step]: _, ...others } = value;
  return how === 'remove' ? others : { ...value, [step]: replacement };
}
