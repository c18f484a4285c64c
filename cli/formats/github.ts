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

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
