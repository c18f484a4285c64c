import { parseArgs } from 'node:util';
import { closest } from '../model/closest';
import { own } from '../model/own';
import type { Command, Input, Option, Options } from './command';
import { UsageError } from './exit-codes';

/** Reads a command line by the table of its command. @throws UsageError */
export function parse({ positionals: expected, options }: Command, args: readonly string[]): Input<Options> {
  const config = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const) },
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(config),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | true>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = own(options, token.name);
    if (option === undefined) throw new UsageError(unknownOption(token.rawName, options));
    const [name, value] = settingOf(token, option);
    if (given.has(name)) throw new UsageError(`\`--${name}\` is given twice`);
    given.set(name, value);
  }
  const missing = expected.slice(positionals.length).find(({ isOptional }) => isOptional !== true);
  if (missing !== undefined) throw new UsageError(`${missing.name} is missing: ${missing.explanation}`);
  const extra = positionals[expected.length];
  if (extra !== undefined) throw new UsageError(`unexpected argument \`${extra}\``);
  const defaults = Object.entries(options).map(([name, option]) => [name, option.default] as const);
  return { values: Object.fromEntries([...defaults, ...given]), positionals };
}

interface OptionToken {
  readonly rawName: string;
  readonly name: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The option that a token sets, and its value; a switch may set another option. */
function settingOf({ name, value, inlineValue }: OptionToken, option: Option): [name: string, value: string | true] {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`\`--${name}\` takes no value`);
    return option.means === undefined ? [name, true] : [...option.means];
  }
  if (value === undefined || value === '' || (inlineValue !== true && /^--?\w/.test(value)))
    throw new UsageError(`\`--${name}\` needs a value: \`--${name} ${option.value}\``);
  if (option.values !== undefined && !option.values.includes(value))
    throw new UsageError(unknownWord(`value \`${value}\` of \`--${name}\``, value, option.values));
  return [name, value];
}

function unknownOption(written: string, options: Options): string {
  const near = closest(written.replace(/^-+/, ''), Object.keys(options));
  return `unknown option \`${written}\`${near === undefined ? '' : `; did you mean \`--${near}\`?`}`;
}

/** `unknown command \`lnt\`; did you mean \`lint\`?`, or what is expected where nothing is near. */
export function unknownWord(what: string, word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return near === undefined
    ? `unknown ${what}; expected ${known.join(', ')}`
    : `unknown ${what}; did you mean \`${near}\`?`;
}
