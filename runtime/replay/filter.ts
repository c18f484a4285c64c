import { own } from '../../model/own';
import { capabilities, numbers, socketOperators } from '../argument-types';
import type { EventValue } from '../event';
import type { Filter } from '../policy';
import { type Answer, not, unknown } from './answer';
import { integerOf, isOfFileType, numberOf, pathOf, textOf } from './event-value';
import { matchSocket } from './socket-filter';

/** Whether the value of an argument passes a filter. `field` names the argument where it is missing. */
export function matchValue({ operator, values, argument }: Filter, value: EventValue, field: string): Answer {
  const type = argument?.type ?? '';
  const positive = positiveOf(operator);
  if (positive === undefined) return match(operator, values, type, value, field);
  // A file without a path passes no filter on paths, not even a negated one.
  return pathOf(value)?.path === '' ? false : not(match(positive, values, type, value, field));
}

/** The operator that a negation negates. */
function positiveOf(operator: string): string | undefined {
  return operator === 'NotSportPriv' ? 'SPortPriv' : /^Not(.+)$/.exec(operator)?.[1];
}

type Holds<Value> = (value: Value, wanted: Value) => boolean;

/** One of the filter's values has to hold. */
const onText: Readonly<Record<string, Holds<string>>> = {
  Equal: (text, wanted) => text === wanted,
  Prefix: (text, wanted) => text.startsWith(wanted),
  Postfix: (text, wanted) => text.endsWith(wanted),
  SubString: (text, wanted) => text.includes(wanted),
  SubStringIgnCase: (text, wanted) => text.toLowerCase().includes(wanted.toLowerCase()),
};

const onNumber: Readonly<Record<string, Holds<bigint>>> = {
  Equal: (number, wanted) => number === wanted,
  Mask: (number, wanted) => (BigInt.asUintN(64, number) & wanted) !== 0n,
  GT: (number, wanted) => number > wanted,
  GreaterThan: (number, wanted) => number > wanted,
  LT: (number, wanted) => number < wanted,
  LessThan: (number, wanted) => number < wanted,
};

function match(operator: string, values: readonly string[], type: string, value: EventValue, field: string): Answer {
  if (operator === 'FileType') return isOfFileType(value, values) ?? unknown(`${field}.permission`);
  if (operator === 'InMap' || operator === 'InRange') return inRanges(operator, values, value, field);
  if (socketOperators.includes(operator)) return matchSocket(operator, values, value, field);
  const isNumber = operator !== 'Equal' || numbers.includes(type) || capabilities.includes(type);
  const numeric = isNumber ? own(onNumber, operator) : undefined;
  if (numeric !== undefined) return compareNumber(values, value, field, numeric);
  const textual = own(onText, operator);
  return textual === undefined ? unknown(`${field} (\`${operator}\`)`) : compareText(values, value, field, textual);
}

function compareText(values: readonly string[], value: EventValue, field: string, holds: Holds<string>): Answer {
  const path = pathOf(value);
  if (path?.isPartial) return unknown(`${field}.path`);
  const text = textOf(value);
  if (text === undefined) return unknown(field);
  return (path === undefined || text !== '') && values.some(wanted => holds(text, wanted));
}

/** A value that is not a number is a name that only the agent resolves. */
function compareNumber(values: readonly string[], value: EventValue, field: string, holds: Holds<bigint>): Answer {
  const number = numberOf(value);
  const wanted = values.map(integerOf);
  if (number === undefined) return unknown(field);
  if (wanted.some(each => each !== undefined && holds(number, each))) return true;
  return wanted.includes(undefined) ? unknown(`${field} (a name among the values)`) : false;
}

/** `4` and `4:10`; a list of the policy has neither. */
function inRanges(operator: string, values: readonly string[], value: EventValue, field: string): Answer {
  const ranges = values.map(range => {
    const [first = '', last = first] = range.split(':');
    return [integerOf(first), integerOf(last)] as const;
  });
  const number = numberOf(value);
  if (number === undefined) return unknown(field);
  if (ranges.some(([first, last]) => first === undefined || last === undefined))
    return unknown(`${field} (the list behind \`${operator}\`)`);
  return ranges.some(([first = 0n, last = 0n]) => first <= number && number <= last);
}
