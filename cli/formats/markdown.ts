import { plain, markdown as prose } from '../../model/escape';
import type { Finding } from '../../model/finding';
import { code, join, table } from '../../model/markdown';

import { type Format, sentence, tally } from './format';

/** Fit for a comment on a pull request. */
export const markdown: Format = ({ tool, findings, suppressed }) =>
  join(
    `### infraflux ${tool}: ${tally(findings)}`,
    findings.length > 0 &&
      table(
        ['', 'Where', 'What', 'Rule'],
        findings.map(finding => [finding.severity, place(finding), prose(sentence(finding)), code(finding.code)]),
      ),
    suppressed.length > 0 && `${suppressed.length} suppressed:`,
    suppressed.length > 0 &&
      table(
        ['Where', 'Why', 'Rule'],
        suppressed.map(({ finding, reason }) => [place(finding), prose(reason), code(finding.code)]),
      ),
  );

const place = ({ file, line = 1 }: Finding) => code(plain(`${file}:${line}`));
