import { type Format, sentence, tally } from './format';

/** Fit for a comment on a pull request. */
export const markdown: Format = ({ tool, findings, suppressed }) =>
  [
    `### infraflux ${tool}: ${tally(findings)}`,
    ...table(
      ['', 'Where', 'What', 'Check'],
      findings.map(finding => [
        finding.severity,
        `\`${finding.file}:${finding.line ?? 1}\``,
        sentence(finding),
        `\`${finding.code}\``,
      ]),
    ),
    ...(suppressed.length === 0 ? [] : ['', `${suppressed.length} ignored:`]),
    ...table(
      ['Where', 'Why', 'Check'],
      suppressed.map(({ finding, reason }) => [
        `\`${finding.file}:${finding.line ?? 1}\``,
        reason,
        `\`${finding.code}\``,
      ]),
    ),
  ].join('\n');

/** Lines of a table, none where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return ['', line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, '<br>');
