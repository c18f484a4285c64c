import type { Command, Option } from './command';

export const program = 'npx infraflux';

/** All commands, in a line each. */
export function overview(commands: readonly Command[]): string {
  return [
    `usage: ${program} COMMAND [...]`,
    '',
    ...entries(commands.map(({ name, summary }) => [name, summary])),
    '',
    `${program} help COMMAND  explains a command; ${program} --version prints the version`,
  ].join('\n');
}

/** Everything about one command. */
export function help({ name, description, summary, positionals, options, exits, examples }: Command): string {
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);
  return [
    usage(name, positionals, options),
    '',
    ...wrap(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. ${description}`, 0),
    ...section('arguments', entries(positionals.map(({ name, explanation }) => [name, explanation]))),
    ...section(
      'options',
      entries(Object.entries(options).map(([name, option]) => [written(name, option), about(option)])),
    ),
    ...section('exit codes', entries([...Object.entries(exits), ['64', 'wrong usage']])),
    ...section(
      'examples',
      examples.flatMap(({ line, does }) => [`  ${program} ${line}`, `      ${does}`]),
    ),
  ].join('\n');
}

function usage(name: string, positionals: Command['positionals'], options: Command['options']): string {
  const words = positionals.map(({ name, isOptional }) => (isOptional === true ? `[${name}]` : name));
  return ['usage:', program, name, ...words, ...(Object.keys(options).length === 0 ? [] : ['[OPTIONS]'])].join(' ');
}

const written = (name: string, { value }: Option) => (value === undefined ? `--${name}` : `--${name} ${value}`);

function about({ explanation, values, default: value }: Option): string {
  const accepted = values === undefined ? [] : [values.join(', ')];
  return [explanation, ...accepted, ...(value === undefined ? [] : [`default ${value}`])].join('; ');
}

/** Terms in a column, with what they mean beside them. */
function entries(rows: readonly (readonly [term: string, meaning: string])[]): string[] {
  const width = Math.min(28, Math.max(...rows.map(([term]) => term.length)));
  return rows.flatMap(([term, meaning]) => {
    const [first = '', ...others] = wrap(meaning, width + 4);
    return [`  ${term.padEnd(width)}  ${first.trimStart()}`, ...others];
  });
}

/** Lines of at most 100 columns, indented. */
function wrap(text: string, indent: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map(line => `${' '.repeat(indent)}${line}`);
}
