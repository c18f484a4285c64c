import type { Value } from './values';

/** Of two values; undefined where the operator is not known for them. */
export function calculate(operator: string, one: Value, other: Value): Value | undefined {
  const [left, right] = [zeroLike(one, other), zeroLike(other, one)];
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  return typeof left === 'number' && typeof right === 'number' ? numeric[operator]?.(left, right) : undefined;
}

const numeric: Readonly<Record<string, (left: number, right: number) => Value>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** A value that was never set is the zero of the type that it is compared with. */
function zeroLike(value: Value, other: Value): Value {
  if (value !== null) return value;
  if (typeof other === 'number') return 0;
  return typeof other === 'string' ? '' : typeof other === 'boolean' ? false : value;
}
