import { z } from 'zod';

/** Why a text is refused that has the right form, or what makes it so nearly right that its form is known. */
export interface Refusal {
  /** Finishes "`talos.workers[0]` cannot be `127.0.0.1`: …". */
  readonly because: string;
  /** What to do, in the imperative. @default the example of the form */
  readonly repair?: string;
}

export interface Form<Value> {
  /** What is accepted: `an IPv4 address`. */
  readonly title: string;
  readonly example: string;
  /** The form for editors, at least as wide as what `parse` accepts; JSON Schema has it as `pattern`. */
  readonly pattern?: RegExp;
  readonly parse: (text: string) => Value | undefined;
  /** What is known of a text that `parse` does not take. */
  readonly misread?: (text: string) => Refusal | undefined;
  /** What no value of the form may be; the first refusal counts. */
  readonly refuse?: readonly ((value: Value) => Refusal | undefined)[];
}

/** A text that is parsed once, here: all readers of the cluster get its value, and a text of another form is a finding. */
export function form<Value>({ title, example, pattern, parse, misread, refuse = [] }: Form<Value>) {
  return z
    .string()
    .transform((text, context): Value => {
      const value = parse(text);
      const refusal = value === undefined ? misread?.(text) : firstOf(refuse, value);
      if (value !== undefined && refusal === undefined) return value;
      context.issues.push({ code: 'custom', input: text, message: title, params: refusal && { ...refusal } });
      return z.NEVER;
    })
    .meta({ title, examples: [example], ...(pattern && { pattern: pattern.source }) });
}

/** A text that stays a text, once its form is checked. */
export function text({ accepts, ...rest }: Omit<Form<string>, 'parse'> & { accepts: (text: string) => boolean }) {
  return form({ ...rest, parse: written => (accepts(written) ? written : undefined) });
}

function firstOf<Value>(refuse: NonNullable<Form<Value>['refuse']>, value: Value): Refusal | undefined {
  for (const one of refuse) {
    const refusal = one(value);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
