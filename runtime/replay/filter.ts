import { addressOperators, capabilities, numbers } from '../argument-types';
import type { EventValue } from '../event';
import type { Filter } from '../policy';
import { type Answer, not, unknown } from './answer';
import { matchSocket } from './socket-filter';

/** Whether the value of an argument passes a filter. `field` names the argument for whoever lacks it. */
export function matchValue({ operator, values, argument }: Filter, value: EventValue, field: string): Answer {
  const type = argument?.type ?? '';
  if (operator.startsWith('Not') && positive(operator) !== undefined) {
    // A file without a path passes no filter on paths, not even a negated one.
    if (isPath(value) && textOf(value) === '') return false;
    return not(match(positive(operator)!, values, type, value, field));
  }
  return match(operator, values, type, value, field);
}

/** The operator that a negation negates; addresses and ports have negations of the same form. */
function positive(operator: string): string | undefined {
  const irregular: Readonly<Record<string, string>> = { NotSportPriv: 'SPortPriv' };
  return irregular[operator] ?? /^Not(.+)$/.exec(operator)?.[1];
}

function match(operator: string, values: readonly string[], type: string, value: EventValue, field: string): Answer {
  switch (operator) {
    case 'Equal':
      if ([...numbers, ...capabilities].includes(type))
        return compareNumbers(value, field, n => values.some(v => n === BigInt(v)));
      return compareText(value, field, text => values.includes(text));
    case 'Prefix':
      return compareText(value, field, text => values.some(start => text.startsWith(start)));
    case 'Postfix':
      return compareText(value, field, text => values.some(end => text.endsWith(end)));
    case 'SubString':
      return compareText(value, field, text => values.some(part => text.includes(part)));
    case 'SubStringIgnCase':
      return compareText(value, field, text => values.some(part => text.toLowerCase().includes(part.toLowerCase())));
    case 'Mask':
      return compareNumbers(value, field, n => values.some(bits => (BigInt.asUintN(64, n) & BigInt(bits)) !== 0n));
    case 'GT':
    case 'GreaterThan':
      return compareNumbers(value, field, n => values.some(bound => n > BigInt(bound)));
    case 'LT':
    case 'LessThan':
      return compareNumbers(value, field, n => values.some(bound => n < BigInt(bound)));
    case 'InMap':
    case 'InRange':
      if (values.some(item => !/^-?\d+(:-?\d+)?$/.test(item)))
        return unknown(`${field} (the list behind \`${operator}\`)`);
      return compareNumbers(value, field, n => values.some(range => within(range, n)));
    case 'FileType':
      return fileType(values, value, field);
    default:
      return isSocketOperator(operator)
        ? matchSocket(operator, values, value, field)
        : unknown(`${field} (\`${operator}\`)`);
  }
}

function isSocketOperator(operator: string): boolean {
  return addressOperators.includes(operator) || /^([SD]Port(Priv)?|Protocol|Family|State)$/.test(operator);
}

const textKeys = ['string_arg', 'bytes_arg'];
const pathKeys = ['file_arg', 'path_arg', 'linux_binprm_arg', 'sockaddrun_arg'];
const numberKeys = ['int_arg', 'uint_arg', 'size_arg', 'long_arg'];
const capabilityKeys = ['cap_effective_arg', 'cap_permitted_arg', 'cap_inheritable_arg', 'kernel_cap_t_arg'];

function isPath(value: EventValue): boolean {
  return pathKeys.some(key => key in value);
}

function textOf(value: EventValue): string | undefined {
  const path = pathKeys.map(key => value[key]).find(part => part !== undefined) as { path?: string } | undefined;
  if (path !== undefined) return path.path ?? '';
  return textKeys.map(key => value[key]).find(part => part !== undefined) as string | undefined;
}

/** A path whose components the kernel could not all resolve is only its end (`flags` says so). */
function compareText(value: EventValue, field: string, holds: (text: string) => boolean): Answer {
  const text = textOf(value);
  if (text === undefined || 'truncated_bytes_arg' in value) return unknown(field);
  const path = pathKeys.map(key => value[key]).find(part => part !== undefined) as { flags?: string } | undefined;
  if (path?.flags?.includes('unresolvedPathComponents')) return unknown(`${field}.path`);
  if (path !== undefined && text === '') return false;
  return holds(text);
}

function compareNumbers(value: EventValue, field: string, holds: (number: bigint) => boolean): Answer {
  const number = numberOf(value);
  return number === undefined ? unknown(field) : holds(number);
}

/** 64-bit integers are texts in JSON, capabilities are hexadecimal. */
export function numberOf(value: EventValue): bigint | undefined {
  const decimal = numberKeys.map(key => value[key]).find(part => part !== undefined);
  if (decimal !== undefined) return BigInt(decimal as number | string);
  const hexadecimal = capabilityKeys.map(key => value[key]).find(part => part !== undefined);
  return hexadecimal === undefined ? undefined : BigInt(`0x${hexadecimal || 0}`);
}

function within(range: string, number: bigint): boolean {
  const [first, last = first] = range.split(':');
  return BigInt(first!) <= number && number <= BigInt(last!);
}

/** First letter of `permission`, as `ls` writes it. */
const letters: Readonly<Record<string, string>> = {
  sock: 's',
  socket: 's',
  lnk: 'l',
  link: 'l',
  reg: '-',
  regular: '-',
  blk: 'b',
  block: 'b',
  dir: 'd',
  chr: 'c',
  char: 'c',
  fifo: 'p',
  pipe: 'p',
};

function fileType(values: readonly string[], value: EventValue, field: string): Answer {
  const file = (value.file_arg ?? value.path_arg) as { permission?: string } | undefined;
  const letter = file?.permission?.[0];
  return letter === undefined ? unknown(`${field}.permission`) : values.some(name => letters[name] === letter);
}
