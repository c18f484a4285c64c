import { type Command, firstWords, type Input, type Option, type Options } from './command';
import { EXIT, UsageError } from './exit-codes';
import { print } from './output';
import { unknownWord } from './parse';

/** Prints the script of a shell. @throws UsageError */
export async function completion({ positionals }: Input<Options>, commands: readonly Command[]): Promise<number> {
  const [shell = ''] = positionals;
  const script = scripts.get(shell);
  if (script === undefined) throw new UsageError(unknownWord(`shell \`${shell}\``, shell, [...scripts.keys()]));
  print(script(commands));
  return EXIT.ok;
}

const scripts: ReadonlyMap<string, (commands: readonly Command[]) => string> = new Map([
  ['bash', bash],
  // zsh has the functions of bash's completion.
  ['zsh', commands => `#compdef infraflux\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`],
  ['fish', fish],
]);

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const secondWords = (first: string, commands: readonly Command[]) =>
  commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));

function bash(commands: readonly Command[]): string {
  const groups = firstWords(commands).filter(first => secondWords(first, commands).length > 0);
  const branch = (pattern: string, words: readonly string[]) => `    ${pattern}) words=${quote(words.join(' '))} ;;`;
  const values = commands.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, { values }]) =>
      values === undefined ? [] : [branch(quote(`${name} --${option}`), values)],
    ),
  );
  return [
    '_infraflux() {',
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is a script
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=""',
    '  local command="${COMP_WORDS[1]}"',
    `  case "$command" in ${[...groups, 'help'].join('|')}) [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}" ;; esac`,
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is a script
    '  case "$command $previous" in',
    ...values,
    '    *) case "$command" in',
    ...groups.map(first => branch(quote(first), secondWords(first, commands))),
    branch("'help'", firstWords(commands)),
    branch("'completion'", [...scripts.keys()]),
    ...commands
      .filter(({ options }) => Object.keys(options).length > 0)
      .map(({ name, options }) =>
        branch(
          quote(name),
          [...Object.keys(options), 'help'].map(option => `--${option}`),
        ),
      ),
    '    esac ;;',
    '  esac',
    `  [ "$COMP_CWORD" -eq 1 ] && words=${quote([...firstWords(commands), 'help', '--help', '--version'].join(' '))}`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    // Without a match, files and folders are completed.
    'complete -o default -F _infraflux infraflux',
  ].join('\n');
}

function fish(commands: readonly Command[]): string {
  const line = (condition: string, ...rest: readonly string[]) =>
    ['complete -c infraflux -n', quote(condition), ...rest].join(' ');
  const seen = (word: string) => `__fish_seen_subcommand_from ${word}`;
  const groups = firstWords(commands).filter(first => secondWords(first, commands).length > 0);
  const conditionOf = ({ name }: Command) => {
    const [first = '', second] = name.split(' ');
    if (second !== undefined) return `${seen(first)}; and ${seen(second)}`;
    return [seen(first), ...groups.map(group => `not ${seen(group)}`)].join('; and ');
  };
  const optionOf = (command: Command, name: string, { value, values, explanation }: Option) =>
    line(
      conditionOf(command),
      `-l ${name}`,
      ...(value === undefined ? [] : ['-r']),
      ...(values === undefined ? [] : [`-f -a ${quote(values.join(' '))}`]),
      `-d ${quote(explanation)}`,
    );
  return [
    ...firstWords(commands).map(first => {
      const only = commands.find(({ name }) => name === first);
      return line(
        '__fish_use_subcommand',
        `-f -a ${first}`,
        `-d ${quote(only?.summary ?? secondWords(first, commands).join(', '))}`,
      );
    }),
    ...groups.map(first => {
      const verbs = secondWords(first, commands).join(' ');
      return line(`${seen(first)}; and not ${seen(verbs)}`, `-f -a ${quote(verbs)}`);
    }),
    line(seen('completion'), `-f -a ${quote([...scripts.keys()].join(' '))}`),
    ...commands.flatMap(command =>
      Object.entries(command.options).map(([name, option]) => optionOf(command, name, option)),
    ),
  ].join('\n');
}
