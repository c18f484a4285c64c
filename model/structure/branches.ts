import type { Schema } from '../schema';
import type { Step } from '../yaml';
import { type Judge, typeNames, type Violation } from './violation';

/** What is wrong by `anyOf`, `oneOf`, `allOf` and `not`. */
export function branchViolations(value: unknown, schema: Schema, at: readonly Step[], judge: Judge): Violation[] {
  const { anyOf, oneOf, allOf = [], not } = schema;
  const fits = (branch: Schema) => judge(value, open(branch), at).length === 0;
  const violation = (message: string, branches: readonly Schema[]): Violation[] => [
    { kind: 'value', at, message, allowed: [...new Set(branches.map(describe))].join(', or ') },
  ];
  if (anyOf !== undefined && !anyOf.some(fits)) return violation('the value has none of the accepted forms', anyOf);
  if (oneOf !== undefined && oneOf.filter(fits).length !== 1)
    return violation(
      oneOf.some(fits) ? 'fields that exclude each other are set' : 'one of several fields is missing',
      oneOf,
    );
  if (not !== undefined && fits(not)) return violation('the value has a form that is excluded here', [{ not }]);
  return allOf.flatMap(branch => judge(value, open(branch), at));
}

/** A branch restricts what is there; it does not say which fields exist. */
const open = (branch: Schema): Schema => ({ ...branch, 'x-kubernetes-preserve-unknown-fields': true });

function describe({ required = [], properties = {}, not, pattern, enum: choices, type, anyOf = [] }: Schema): string {
  if (required.length > 0) return required.map(key => `\`${key}\``).join(' and ');
  if (not !== undefined) return `not ${describe(not)}`;
  if (choices !== undefined) return choices.map(choice => `\`${choice}\``).join(', ');
  if (pattern !== undefined) return `a match for \`${pattern}\``;
  if (anyOf.length > 0) return anyOf.map(describe).join(' or ');
  const fields = Object.entries(properties).map(([key, schema]) => `\`${key}\`: ${describe(schema)}`);
  return fields.join(' and ') || (type === undefined ? 'another form' : typeNames[type]);
}
