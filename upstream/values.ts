import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from '../model/closest';
import { recordOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import { formatPath, type Step } from '../model/yaml';
import { enumerations } from './enumerations';
import type { KeyTree } from './key-tree';
import { renamedIn, repairOf } from './renamed-values';

/** What is wrong with one key of a values file; the caller adds file and line. */
export interface ValueFault {
  readonly code: 'unknown-value' | 'wrong-value' | 'renamed-value';
  /** @default 'error' */
  readonly severity?: 'warning';
  /** Path inside the values, for the line. */
  readonly at: readonly Step[];
  readonly message: string;
  readonly allowed?: string;
  readonly repair?: string;
}

/** @throws where no keys of the chart are recorded. */
export function keysOf(chart: string): KeyTree {
  return JSON.parse(readFileSync(join(__dirname, 'keys', `${chart}.json`), 'utf8')) as KeyTree;
}

/** Every key that the pinned chart does not know, and every value that it does not accept. Helm reports neither. */
export function checkValues(chart: string, values: unknown, keys: KeyTree = keysOf(chart)): ValueFault[] {
  const renamed = renamedIn(chart, values);
  const others = checkNode(chart, values, keys, []).filter(
    ({ at }) => !renamed.some(old => old.at.every((step, index) => at[index] === step) || isOnly(at, old.at, values)),
  );
  return [...renamed.map(old => renamedFault(chart, old)), ...others];
}

/** Whether an unknown branch holds nothing but a renamed value. */
function isOnly(branch: readonly Step[], at: readonly Step[], values: unknown): boolean {
  if (!branch.every((step, index) => at[index] === step)) return false;
  return branch.length === at.length || Object.keys(recordOf(values, ...branch)).length === 1;
}

function renamedFault(
  chart: string,
  { at, gone, isRead, successor }: ReturnType<typeof renamedIn>[number],
): ValueFault {
  const name = formatPath(at);
  const isSame = successor !== 'none' && Object.hasOwn(successor, name);
  const version = gone === undefined ? '' : isRead ? `; ${gone} no longer reads it` : `, which ${gone} removed`;
  return {
    code: 'renamed-value',
    ...(isRead && { severity: 'warning' }),
    at,
    message: isSame
      ? `\`${name}\` has a value of old versions of the chart \`${chart}\``
      : `\`${name}\` is a value of old versions of the chart \`${chart}\`${version}`,
    repair: repairOf(at, successor),
  };
}

function checkNode(chart: string, value: unknown, keys: KeyTree, at: readonly Step[]): ValueFault[] {
  // Null removes a default of any type.
  if (value === null || value === undefined) return [];
  if (typeof keys === 'string') return checkLeaf(chart, value, keys, at);
  if (!isRecord(value)) return '*' in keys ? [] : [wrong(at, value, 'a map', Object.keys(keys).join(', '))];
  return Object.entries(value).flatMap(([key, child]) => {
    const known = Object.hasOwn(keys, key) ? keys[key] : keys['*'];
    if (known === undefined) return [unknown(chart, keys, [...at, key])];
    // A map that is printed whole is open at every depth.
    const below = '*' in keys && typeof known !== 'string' ? { '*': 'any', ...known } : known;
    return checkNode(chart, child, below, [...at, key]);
  });
}

function unknown(chart: string, keys: KeyTree, at: readonly Step[]): ValueFault {
  const known = Object.keys(keys);
  const key = String(at.at(-1));
  const near = closest(key, known);
  return {
    code: 'unknown-value',
    at,
    message: `the chart \`${chart}\` has no value \`${formatPath(at)}\` and would ignore it`,
    allowed: known.join(', '),
    repair: near === undefined ? 'remove it' : `did you mean \`${near}\`?`,
  };
}

function checkLeaf(chart: string, value: unknown, types: string, at: readonly Step[]): ValueFault[] {
  const choices = enumerations[chart]?.[formatPath(at)];
  if (choices !== undefined && !choices.includes(String(value))) {
    const near = closest(String(value), choices);
    return [wrong(at, value, choices.join(', '), undefined, near)];
  }
  return types.split('|').some(type => fits(value, type)) ? [] : [wrong(at, value, types.replaceAll('|', ', '))];
}

/** Templates print scalars, so a number is accepted for a string, and a string that reads as a number for a number. */
function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isRecord(value);
    case 'string':
      return typeof value !== 'object';
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return JSON.stringify(value) === type;
  }
}

function wrong(at: readonly Step[], value: unknown, allowed: string, keys?: string, near?: string): ValueFault {
  return {
    code: 'wrong-value',
    at,
    message: `\`${formatPath(at)}\` cannot be \`${JSON.stringify(value)}\``,
    allowed: keys === undefined ? allowed : `${allowed} of ${keys}`,
    ...(near !== undefined && { repair: `did you mean \`${near}\`?` }),
  };
}
