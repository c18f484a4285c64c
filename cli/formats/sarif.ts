import { formatJson, plain } from '../../model/escape';
import type { Finding } from '../../model/finding';
import { type Format, type RuleSummary, sentence } from './format';

/** SARIF 2.1.0 (OASIS), as code scanning reads it. */
export const sarif: Format = ({ tool, findings, suppressed, rules }) =>
  formatJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: `infraflux ${tool}`, rules: rules.map(descriptor) } },
        results: [
          ...findings.map(result),
          ...suppressed.map(({ finding, reason }) => ({
            ...result(finding),
            suppressions: [{ kind: 'inSource', justification: reason }],
          })),
        ],
      },
    ],
  });

function descriptor({ code, title, why, severity, page }: RuleSummary): object {
  return {
    id: code,
    shortDescription: { text: title },
    ...(why !== undefined && { fullDescription: { text: why } }),
    ...(severity !== undefined && { defaultConfiguration: { level: severity } }),
    help: { text: page },
  };
}

function result(finding: Finding): object {
  return {
    ruleId: finding.code,
    level: finding.severity,
    message: { text: sentence(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: finding.file
              .split('/')
              .map(step => encodeURIComponent(plain(step)))
              .join('/'),
          },
          region: { startLine: finding.line ?? 1 },
        },
      },
    ],
  };
}
