import { RE2JS } from 're2js';
import { closest } from '../closest';
import { own } from '../own';
import type { Schema } from '../schema';
import type { Step } from '../yaml';
import { formats } from './formats';
import { quoted, refused, type Violation } from './violation';

/** What is wrong with a value apart from its form: enumeration, range, length, pattern, format. */
export function scalarViolations(value: unknown, schema: Schema, at: readonly Step[]): Violation[] {
  const { enum: choices } = schema;
  if (choices !== undefined && !isAmong(value, choices)) {
    const near = closest(
      String(value),
      choices.filter(choice => typeof choice === 'string'),
    );
    const allowed = choices
      .filter(choice => choice !== '')
      .map(quoted)
      .join(', ');
    return [refused(value, at, allowed, near === undefined ? undefined : `did you mean \`${near}\`?`)];
  }
  const limit =
    typeof value === 'number'
      ? limitOf(value, schema)
      : typeof value === 'string'
        ? restrictionOf(value, schema)
        : undefined;
  return limit === undefined ? [] : [refused(value, at, limit)];
}

const isAmong = (value: unknown, choices: readonly unknown[]) =>
  choices.includes(value) ||
  (typeof value === 'object' && choices.some(choice => JSON.stringify(choice) === JSON.stringify(value)));

/** What a number is outside of. */
function limitOf(value: number, schema: Schema): string | undefined {
  const { minimum, maximum, multipleOf, format = '' } = schema;
  if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum))
    return schema.exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
  if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum))
    return schema.exclusiveMaximum ? `less than ${maximum}` : `at most ${maximum}`;
  if (multipleOf !== undefined && value % multipleOf !== 0) return `a multiple of ${multipleOf}`;
  const bits = Number(/^int(32|64)$/.exec(format)?.[1]);
  if (bits > 0 && (value < -(2 ** (bits - 1)) || value >= 2 ** (bits - 1)))
    return `a signed number of ${bits} bits (${-(2n ** BigInt(bits - 1))} to ${2n ** BigInt(bits - 1) - 1n})`;
  return undefined;
}

/** What a text is not. */
function restrictionOf(value: string, schema: Schema): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format = '' } = schema;
  // The API server counts characters, not the halves that JavaScript writes them in.
  const length = [...value].length;
  if (length < minLength) return `at least ${minLength} character${minLength === 1 ? '' : 's'}`;
  if (length > maxLength) return `at most ${maxLength} characters`;
  if (pattern !== undefined && !matches(pattern, value)) return `a match for \`${pattern}\``;
  const known = own(formats, format);
  return known === undefined || known.accepts(value) ? undefined : known.allowed;
}

const patterns = new Map<string, RE2JS | undefined>();

/** As the API server matches: anywhere in the text, in time linear to it. What is not a pattern refuses nothing. */
function matches(pattern: string, value: string): boolean {
  if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
  return patterns.get(pattern)?.matcher(value).find() ?? true;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
