import type { Finding } from '../../model/finding';
import { type Format, helpOf, sentence } from './format';

/** SARIF 2.1.0 (OASIS), as code scanning reads it. */
export const sarif: Format = ({ tool, findings, suppressed, rules }) =>
  JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: `infraflux ${tool}`,
              rules: rules.map(({ code, title }) => ({
                id: code,
                shortDescription: { text: title },
                help: { text: helpOf(tool, code) },
              })),
            },
          },
          results: [
            ...findings.map(finding => result(finding)),
            ...suppressed.map(({ finding, reason }) => ({
              ...result(finding),
              suppressions: [{ kind: 'inSource', justification: reason }],
            })),
          ],
        },
      ],
    },
    null,
    2,
  );

function result(finding: Finding): object {
  return {
    ruleId: finding.code,
    level: finding.severity,
    message: { text: sentence(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: finding.file },
          region: { startLine: finding.line ?? 1 },
        },
      },
    ],
  };
}
