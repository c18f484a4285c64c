/** Blocks of Markdown, each separated by an empty line. Absent blocks are left out. */
export type Block = string | undefined | false;

export function join(...blocks: readonly Block[]): string {
  return blocks.filter(block => block !== undefined && block !== false && block !== '').join('\n\n');
}

export function section(title: string, ...blocks: readonly Block[]): string {
  return join(`## ${title}`, ...blocks);
}

/** Commands for bash, in order; absent ones are left out. */
export function bash(...commands: readonly Block[]): string {
  return ['```bash', ...commands.filter(command => command), '```'].join('\n');
}

export function list(...items: readonly Block[]): string {
  return items
    .filter(item => item)
    .map(item => `- ${item}`)
    .join('\n');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One command over several lines. */
export function command(first: string, ...more: readonly Block[]): string {
  return [first, ...more.filter(part => part).map(part => `  ${part}`)].join(' \\\n');
}
