import { markdown } from '../../model/escape';
import { table as tableOf } from '../../model/markdown';
import type { ComplianceReport, ControlReport } from './report';
import { introduction, rowsOf } from './table';

/** The report as a page of Markdown. */
export function complianceMarkdown({ clusters, frameworks }: ComplianceReport): string {
  return [
    '# Compliance: supporting evidence',
    '',
    ...introduction(clusters).flatMap(line => [line, '']),
    ...frameworks.flatMap(({ name, version, caveat, controls }) => [
      `## ${name} ${version}`,
      '',
      caveat,
      '',
      table(controls),
      '',
    ]),
  ].join('\n');
}

function table(controls: readonly ControlReport[]): string {
  const [header = [], ...rows] = rowsOf(controls).map(cells => cells.map(markdown));
  return tableOf(header, rows);
}
