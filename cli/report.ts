import type { Finding } from '../model/finding';
import type { ExplainedRule } from '../model/rule-page';
import type { Suppression } from '../model/suppression';
import { EXIT, UsageError } from './exit-codes';
import { formats } from './formats/all';
import type { findingFormats } from './options';
import { print } from './output';
import { unknownWord } from './parse';
import { allCodes, explanationOf, pageOf } from './rule-sets';
import { reportOf, type SuppressionValues } from './suppressions';

export interface Found {
  /** The command. */
  readonly tool: string;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
  /** The rules that were applied. */
  readonly rules: readonly ExplainedRule[];
  /** Codes that can be suppressed. @default those of the rules */
  readonly codes?: readonly string[];
}

interface Values extends SuppressionValues {
  readonly format: (typeof findingFormats)[number];
}

/** Prints what the rules found, without what is suppressed; notes do not fail a command. */
export function printFindings({ tool, findings, suppressions, rules, codes }: Found, values: Values): number {
  const report = reportOf(findings, suppressions, codes ?? rules.map(({ code }) => code), values);
  const summaries = rules.map(rule => ({ ...rule, page: pageOf(tool, rule.code) }));
  print(formats[values.format]({ tool, ...report, rules: summaries }));
  return report.findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.ok;
}

/** Prints the page of a rule. @throws UsageError */
export function printExplanation(tool: string, code: string): number {
  const page = explanationOf(tool, code);
  if (page === undefined) throw new UsageError(unknownWord(`rule \`${code}\``, code, allCodes()));
  print(page);
  return EXIT.ok;
}
