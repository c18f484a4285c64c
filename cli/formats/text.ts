import { formatFindings } from '../../model/finding';
import { type Format, tally } from './format';

export const text: Format = ({ findings, suppressed }) =>
  [
    ...(findings.length > 0 ? [formatFindings(findings)] : []),
    ...suppressed.map(
      ({ finding: { file, line, code }, reason }) => `${file}:${line ?? 1}: ignored [${code}]: ${reason}`,
    ),
    tally(findings) + (suppressed.length > 0 ? `, ${suppressed.length} ignored` : ''),
  ].join('\n');
