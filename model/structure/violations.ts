import { closest } from '../closest';
import { isRecord } from '../manifest';
import type { ObjectSchema, Schema } from '../schema';
import type { Step } from '../yaml';
import { branchViolations } from './branches';
import { withDefaults } from './defaults';
import { listViolations } from './lists';
import { isNullTaken, nullViolation } from './nulls';
import { scalarViolations } from './scalars';
import { type Judge, lastKeys, quoted, typeNames, type Violation } from './violation';

/**
 * Everything for which the API server refuses an object under server-side apply, as far as its schema says so
 * (kubernetes 1.36 staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/validation). CEL rules are
 * `brokenRules`'s.
 */
export const violations = (object: unknown, { root, builtIn }: ObjectSchema): Violation[] =>
  // A CRD's defaults are there before it is validated.
  judgeFor(builtIn)(builtIn ? object : withDefaults(object, root), root, []);

function judgeFor(builtIn: boolean): Judge {
  const judge: Judge = (value, schema, at) => {
    const isItem = typeof at.at(-1) === 'number';
    if (value === undefined && !isItem) return [];
    if (value === null || value === undefined)
      return isNullTaken(schema, at, builtIn) ? [] : [nullViolation(at, schema)];
    const wrong = typeViolation(value, schema, at);
    if (wrong !== undefined) return [wrong];
    return [
      ...(isRecord(value) ? objectViolations(value, schema, at, builtIn, judge) : []),
      ...(Array.isArray(value) ? listViolations(value, schema, at, judge) : []),
      ...scalarViolations(value, schema, at),
      ...branchViolations(value, schema, at, judge),
    ];
  };
  return judge;
}

function typeViolation(value: unknown, schema: Schema, at: readonly Step[]): Violation | undefined {
  const { type, format } = schema;
  if (!schema['x-kubernetes-int-or-string'])
    return type === undefined || isOfType(value, type) ? undefined : wrongType(value, typeNames[type], at, type);
  const isNumber = format === 'quantity' ? typeof value === 'number' : Number.isInteger(value);
  return isNumber || typeof value === 'string' ? undefined : wrongType(value, 'an integer or a string', at);
}

function isOfType(value: unknown, type: keyof typeof typeNames): boolean {
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function wrongType(value: unknown, allowed: string, at: readonly Step[], type?: keyof typeof typeNames): Violation {
  const isScalar = typeof value !== 'object';
  const isQuoted = typeof value === 'string' && isLiteral(value);
  const found = isQuoted ? quoted(`"${value}"`) : isScalar ? quoted(value) : Array.isArray(value) ? 'a list' : 'a map';
  const repair =
    isScalar && type === 'string'
      ? `write \`"${value}"\`, in quotes`
      : isQuoted && type !== undefined && isOfType(JSON.parse(value), type)
        ? `write \`${value}\`, without quotes`
        : undefined;
  return {
    kind: 'type',
    at,
    message: `\`${lastKeys(at)}\` cannot be ${found}`,
    allowed,
    ...(repair !== undefined && { repair }),
  };
}

/** Text that would be a number or a Boolean without its quotes. */
const isLiteral = (text: string) => /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(text);

function objectViolations(
  value: Record<string, unknown>,
  schema: Schema,
  at: readonly Step[],
  builtIn: boolean,
  judge: Judge,
): Violation[] {
  const { properties, additionalProperties, required = [] } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] || additionalProperties === true;
  const known = Object.keys(properties ?? {});
  const fields = Object.entries(value).flatMap(([key, child]) => {
    const found = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (typeof found === 'object') return judge(child, found, [...at, key]);
    return isOpen || properties === undefined ? [] : [unknownField(key, known, [...at, key])];
  });
  const isAbsent = (key: string) => value[key] === undefined || (value[key] === null && builtIn);
  const missing = required.filter(isAbsent);
  return [...fields, ...missing.map(key => missingField(key, at)), ...sizeViolations(value, schema, at)];
}

const missingField = (key: string, at: readonly Step[]): Violation => ({
  kind: 'missing',
  at: [...at, key],
  message: `the field \`${key}\` is missing`,
  repair: `add \`${key}\``,
});

function unknownField(key: string, known: readonly string[], at: readonly Step[]): Violation {
  const near = closest(key, known);
  return {
    kind: 'unknown',
    at,
    message: `unknown field \`${key}\`; server-side apply refuses it`,
    allowed: known.map(name => `\`${name}\``).join(', ') || 'no fields',
    repair: near === undefined ? 'remove it' : `did you mean \`${near}\`?`,
  };
}

function sizeViolations(value: Record<string, unknown>, schema: Schema, at: readonly Step[]): Violation[] {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  const count = Object.keys(value).length;
  if (count >= minProperties && count <= maxProperties) return [];
  const allowed = count < minProperties ? `at least ${minProperties} keys` : `at most ${maxProperties} keys`;
  return [{ kind: 'value', at, message: `\`${lastKeys(at)}\` has ${count} keys`, allowed }];
}
