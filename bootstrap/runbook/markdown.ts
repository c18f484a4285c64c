import { type Block, codeBlock, join } from '../../model/markdown';

export function section(title: string, ...blocks: readonly Block[]): string {
  return join(`## ${title}`, ...blocks);
}

/** Commands for bash, in order; absent ones are left out. */
export const bash = (...commands: readonly Block[]) => codeBlock('bash', ...commands);

/** One command over several lines. */
export function command(first: string, ...more: readonly Block[]): string {
  return [first, ...more.filter(part => part).map(part => `  ${part}`)].join(' \\\n');
}
