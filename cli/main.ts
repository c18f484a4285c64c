import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '../disk/disk-error';
import { repair } from '../disk/repair';
import { plain } from '../model/escape';
import { type Command, firstWords } from './command';
import { commands } from './commands/all';
import { EXIT, UsageError } from './exit-codes';
import { help, overview, program } from './help';
import { print, printError } from './output';
import { parse, unknownWord } from './parse';

/** Runs one command and gives its exit code; nothing is thrown, and no stack is shown. */
export async function main(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === undefined) return refuse(overview(commands));
  if (first === '--version') return answer(version());
  const isHelp = (word: string) => word === '--help' || word === '-h';
  const asked = isHelp(first) || first === 'help' ? args.slice(1) : args;
  const group = commandsNamed(asked);
  const [command] = group;
  if (asked !== args && asked.length === 0) return answer(overview(commands));
  if (command === undefined) {
    const [word = ''] = asked;
    return refuse(plain(unknownWord(`command \`${word}\``, word, firstWords(commands))), `see ${program} --help`);
  }
  const rest = asked.slice(command.name.split(' ').length);
  if (asked !== args || args.some(isHelp)) return answer(group.map(help).join('\n\n'));
  if (group.length > 1) {
    const verbs = group.flatMap(({ name }) => name.split(' ').slice(1));
    const message =
      asked[1] === undefined
        ? `\`${asked[0]}\` needs one of ${verbs.join(', ')}`
        : unknownWord(`command \`${asked[0]} ${asked[1]}\``, asked[1], verbs);
    return refuse(plain(message), `see ${program} ${asked[0]} --help`);
  }
  try {
    repair('.');
    return await command.run(parse(command, rest));
  } catch (error) {
    const message = describeError(error);
    if (error instanceof UsageError) return refuse(plain(message), `see ${program} ${command.name} --help`);
    printError(plain(message));
    return EXIT.failed;
  }
}

/** The command that a command line names; where it names only the first of two words, all that begin with it. */
function commandsNamed([first, second]: readonly string[]): readonly Command[] {
  const whole = commands.filter(({ name }) => name === first || name === `${first} ${second}`);
  return whole.length > 0 ? whole : commands.filter(({ name }) => name.startsWith(`${first} `));
}

function answer(text: string): number {
  print(text);
  return EXIT.ok;
}

function refuse(...lines: readonly string[]): number {
  printError(lines.join('\n'));
  return EXIT.usage;
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
