import { type Block, code, codeBlock, join } from '../../model/markdown';
import { type Part, type Shell, script } from '../../model/shell';

/** A part of the runbook. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function section(title: string, ...blocks: readonly Block[]): Section {
  return { title, blocks };
}

export function markdownOf({ title, blocks }: Section): string {
  return join(`## ${title}`, ...blocks);
}

/** Commands to paste, in order; absent ones are left out. Each ends by itself, so that the next one runs. */
export const bash = (...commands: readonly Part[]): string => codeBlock('bash', script(...commands).text);

/** A command in running text, which may have placeholders such as `<address>`. */
export const inline = ({ text }: Shell): string => code(text);
