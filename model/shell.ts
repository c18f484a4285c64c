/** Text for bash in which every value is quoted: only `sh` and `script` make it. */
export class Shell {
  constructor(readonly text: string) {}
}

/** A value is one word, a list is one word for each of its values; commands stay as they are. */
type Value = string | readonly string[] | Shell;

/**
 * A command for bash: `` sh`git push origin ${revision}` ``. Values go through `quote`, so nothing in them is executed or
 * expanded, even next to other text. A value that begins with `-` may still be taken for an option: cluster files and
 * workloads accept none where it could be one.
 */
export function sh(texts: TemplateStringsArray, ...values: readonly Value[]): Shell {
  return new Shell(String.raw(texts, ...values.map(textOf)));
}

function textOf(value: Value): string {
  if (value instanceof Shell) return value.text;
  return typeof value === 'string' ? quote(value) : value.map(quote).join(' ');
}

/** A value as one word for bash. Plain words stay as they are, so that commands are easy to read. */
export function quote(value: string): string {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  if (/\p{C}/u.test(value)) return `$'${[...value].map(escapeCharacter).join('')}'`;
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** What a terminal would act on, or would not show, as bytes. */
function escapeCharacter(character: string): string {
  if (/[\\']/.test(character)) return `\\${character}`;
  if (!/\p{C}/u.test(character)) return character;
  return [...new TextEncoder().encode(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** A variable that the reader has set; bash reports it where it is empty, and does not run the command. */
export const required = (variable: string) => new Shell(`"\${${variable}:?}"`);

export type Part = Shell | undefined | false;

/** One command over several lines; absent parts are left out. */
export function command(first: Shell, ...more: readonly Part[]): Shell {
  const rest = more.filter(part => part instanceof Shell);
  return new Shell([first, ...rest].map(({ text }) => text).join(' \\\n  '));
}

/** Commands one after the other; absent ones are left out. */
export function script(...commands: readonly Part[]): Shell {
  return new Shell(
    commands
      .filter(command => command instanceof Shell)
      .map(({ text }) => text)
      .join('\n'),
  );
}
