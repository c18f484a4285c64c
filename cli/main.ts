import { commands } from './commands';
import { EXIT, UsageError } from './exit-codes';

/** Runs one command and gives its exit code; nothing is thrown, and no stack is shown. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find(each => each.name === name);
  if (command === undefined) {
    const isAsked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    (isAsked ? console.log : console.error)(isAsked ? overview() : `\`${name}\` is no command\n\n${overview()}`);
    return isAsked && name !== undefined ? EXIT.ok : EXIT.usage;
  }
  const usage = `usage: npx infraflux ${command.name} ${command.usage}`;
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(`${command.summary}\n\n${usage}`);
    return EXIT.ok;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    const { message = String(error), code = '' } = error as { message?: string; code?: string };
    const isUsage = error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
    console.error(isUsage ? `${message}\n\n${usage}` : message);
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ['usage: npx infraflux COMMAND [...]', '', ...lines].join('\n');
}
