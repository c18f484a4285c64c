/** A block of Markdown; absent ones are left out. */
export type Block = string | undefined | false;

/** Blocks, separated by empty lines. */
export function join(...blocks: readonly Block[]): string {
  return blocks.filter(block => block !== undefined && block !== false && block !== '').join('\n\n');
}

export function list(...items: readonly Block[]): string {
  return items
    .filter(item => item)
    .map(item => `- ${item}`)
    .join('\n');
}

/** A table whose cells are Markdown; what would end a cell or the row is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/(?<!\\)\|/g, '\\|');
}

/** Text in a paragraph or heading: on one line, with what would be markup escaped. */
export function prose(text: string): string {
  return text.replaceAll(/\s*\p{Cc}+\s*/gu, ' ').replaceAll(/[\\`*<>[\]]/g, '\\$&');
}

/** Text as code, also where it has backticks itself (CommonMark 0.31, "Code spans"). */
export function code(text: string): string {
  const fence = '`'.repeat(1 + longestRun(text));
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/\s*\n\s*/g, ' ')}${pad}${fence}`;
}

/** Lines as a block of code of a language. */
export function codeBlock(language: string, ...lines: readonly Block[]): string {
  const text = lines.filter(line => line).join('\n');
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  return [`${fence}${language}`, text, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
