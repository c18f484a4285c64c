import { plain } from '../../model/escape';
import { formatFindings } from '../../model/finding';
import { colourOf, paint } from '../output';
import { type Format, tally } from './format';

export const text: Format = ({ findings, suppressed }) =>
  [
    ...(findings.length > 0 ? [formatFindings(findings, severity => paint(severity, colourOf[severity]))] : []),
    ...suppressed.map(({ finding: { file, line, code }, reason }) =>
      plain(`${file}:${line ?? 1}: suppressed [${code}]: ${reason}`),
    ),
    tally(findings) + (suppressed.length > 0 ? `, ${suppressed.length} suppressed` : ''),
  ].join('\n');
