import { plain } from '../../model/escape';
import { type Format, sentence } from './format';

/** Workflow commands, which GitHub shows beside the lines of a pull request. */
export const github: Format = ({ findings }) =>
  findings
    .map(finding => {
      const command = finding.severity === 'note' ? 'notice' : finding.severity;
      const place = `file=${property(finding.file)},line=${finding.line ?? 1},title=${property(finding.code)}`;
      return `::${command} ${place}::${data(sentence(finding))}`;
    })
    .join('\n');

/** What is invisible was spelled out before, so no line break is left to escape. */
const data = (text: string) => plain(text).replaceAll('%', '%25');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
