import { xml } from '../../model/escape';
import { type Format, sentence } from './format';

/** One case for each rule, failed where it found an error or a warning. */
export const junit: Format = ({ tool, findings, rules }) => {
  const codes = [...new Set([...rules.map(({ code }) => code), ...findings.map(({ code }) => code)])];
  const cases = codes.map(code => {
    const own = findings.filter(finding => finding.code === code && finding.severity !== 'note');
    const failures = own.map(
      finding =>
        `      <failure message="${xml(finding.message)}">${xml(`${finding.file}:${finding.line ?? 1}: ${sentence(finding)}`)}</failure>\n`,
    );
    const open = `    <testcase classname="infraflux.${tool}" name="${xml(code)}"`;
    return {
      failed: own.length > 0,
      text: own.length > 0 ? `${open}>\n${failures.join('')}    </testcase>\n` : `${open}/>\n`,
    };
  });
  const failed = cases.filter(each => each.failed).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
    `  <testsuite name="infraflux ${tool}" tests="${cases.length}" failures="${failed}">\n`,
    ...cases.map(each => each.text),
    '  </testsuite>\n</testsuites>',
  ].join('');
};
