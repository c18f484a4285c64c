import { type CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { isRecord } from '../manifest';
import type { Schema, ValidationRule } from '../schema';
import type { Step } from '../yaml';
import { withDefaults } from './defaults';
import { lastKeys, type Violation } from './violation';

/** A rule that could not be evaluated: whether the value fulfils it is not known. */
export interface Unevaluated {
  readonly at: readonly Step[];
  readonly rule: string;
  readonly reason: string;
}

export interface RuleReport {
  readonly violations: readonly Violation[];
  readonly unevaluated: readonly Unevaluated[];
}

/**
 * Judges an object by the CEL rules of its CRD, as the API server does once the structure is right (kubernetes 1.36
 * apiextensions-apiserver pkg/apiserver/schema/cel).
 */
export const brokenRules = (object: unknown, schema: Schema): RuleReport =>
  reportOf(judge(withDefaults(object, schema), undefined, schema, [], false));

/** The same by the rules about a change (`oldSelf`). */
export const brokenTransitions = (before: unknown, after: unknown, schema: Schema): RuleReport =>
  reportOf(judge(withDefaults(after, schema), withDefaults(before, schema), schema, [], true));

function reportOf(found: Iterable<Violation | Unevaluated>): RuleReport {
  const all = [...found];
  return {
    violations: all.flatMap(each => ('message' in each ? each : [])),
    unevaluated: all.flatMap(each => ('reason' in each ? each : [])),
  };
}

function* judge(
  value: unknown,
  old: unknown,
  schema: Schema,
  at: readonly Step[],
  isChange: boolean,
): Generator<Violation | Unevaluated> {
  if (value === undefined || value === null) return;
  // A value that was not there has not changed.
  for (const rule of schema['x-kubernetes-validations'] ?? [])
    if (/\boldSelf\b/.test(rule.rule) === isChange && (old !== undefined || !isChange))
      yield* apply(rule, value, old, schema, at);
  const { properties = {}, additionalProperties, items } = schema;
  if (Array.isArray(value) && items !== undefined)
    for (const [index, item] of value.entries())
      yield* judge(item, counterpart(item, old, schema), items, [...at, index], isChange);
  if (!isRecord(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const found = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    const before = isRecord(old) ? old[key] : undefined;
    if (typeof found === 'object') yield* judge(child, before, found, [...at, key], isChange);
  }
}

/** The item of the old list with the same keys; items of other lists have no counterpart. */
function counterpart(item: unknown, old: unknown, schema: Schema): unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys === undefined || !Array.isArray(old) || !isRecord(item)) return undefined;
  return old.find(each => isRecord(each) && keys.every(key => each[key] === item[key]));
}

function* apply(
  { rule, message, messageExpression, fieldPath }: ValidationRule,
  value: unknown,
  old: unknown,
  schema: Schema,
  at: readonly Step[],
): Generator<Violation | Unevaluated> {
  const scope = { self: toCel(value, schema), ...(old !== undefined && { oldSelf: toCel(old, schema) }) };
  const answer = evaluate(rule, scope);
  if (answer === true) return;
  const place = [...at, ...(fieldPath === undefined ? [] : fieldPath.split('.').filter(step => step !== ''))];
  // The API server takes a field that the rule needs and that is not there for a broken rule.
  const isIncomplete = answer instanceof Error && /^field not found|^no such key/.test(answer.message);
  if (answer !== false && !isIncomplete) {
    yield { at: place, rule, reason: answer instanceof Error ? answer.message : 'its value is not true or false' };
    return;
  }
  const explained = messageExpression === undefined ? undefined : evaluate(messageExpression, scope);
  const words = typeof explained === 'string' ? explained : message;
  const name = at.length === 0 ? 'the object' : `\`${lastKeys(at)}\``;
  yield {
    kind: 'value',
    at: place,
    message: `${name} breaks a rule of its CRD${words === undefined ? '' : `: ${words.trim().replace(/\.$/, '')}`}`,
    allowed: `what fulfils \`${rule.trim()}\``,
  };
}

const environment = celEnv({ funcs: [...strings] });
const plans = new Map<string, ReturnType<typeof plan> | Error>();

function evaluate(expression: string, scope: Record<string, CelInput>): unknown {
  const known = plans.get(expression) ?? compile(expression);
  plans.set(expression, known);
  if (known instanceof Error) return known;
  try {
    return known(scope);
  } catch (error) {
    return error;
  }
}

function compile(expression: string): ReturnType<typeof plan> | Error {
  try {
    return plan(environment, parse(expression));
  } catch (error) {
    return isCelError(error) || error instanceof Error ? error : new Error(String(error));
  }
}

/** Words of CEL that no field may be called; the API server writes them with underscores. */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const fieldName = (key: string) =>
  reserved.has(key)
    ? `__${key}__`
    : key
        .replaceAll('__', '__underscores__')
        .replaceAll('.', '__dot__')
        .replaceAll('-', '__dash__')
        .replaceAll('/', '__slash__');

/** A value as CEL has it: its schema says whether a number is an integer, and whether a map has fields or keys. */
function toCel(value: unknown, schema: Schema | undefined): CelInput {
  if (typeof value === 'number') return schema?.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (Array.isArray(value)) return value.map(item => toCel(item, schema?.items));
  if (isRecord(value)) {
    const { properties = {}, additionalProperties } = schema ?? {};
    const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    return new Map(
      Object.entries(value).map(([key, child]) =>
        Object.hasOwn(properties, key) ? [fieldName(key), toCel(child, properties[key])] : [key, toCel(child, others)],
      ),
    );
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
