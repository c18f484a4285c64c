import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { applyBaseline, formatBaseline, parseBaseline } from '../model/baseline';
import { byPlace, type Finding } from '../model/finding';
import { type Report, type Suppression, suppress } from '../model/suppression';
import { UsageError } from './exit-codes';
import { allCodes } from './rule-sets';

/** Of the options `--baseline` and `--write-baseline`. */
export interface SuppressionValues {
  readonly baseline: string | undefined;
  readonly 'write-baseline': string | undefined;
}

/**
 * Sets aside what a suppression covers or a baseline knows; `codes` are those of the rules that were applied.
 * `--write-baseline` writes what then remains, and accepts it.
 * @throws UsageError
 */
export function reportOf(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  codes: readonly string[],
  values: SuppressionValues,
): Report {
  // The codes of all commands are loaded only for a suppression that this one does not know.
  const isForeign = suppressions.some(({ code }) => !codes.includes(code));
  const others = isForeign ? allCodes() : [];
  const report = suppress(findings, suppressions, { codes, others, today: today() });
  const file = values['write-baseline'] ?? values.baseline;
  if (file === undefined) return report;
  if (values['write-baseline'] !== undefined) writeFileSync(file, formatBaseline(report.findings));
  else if (!existsSync(file))
    throw new UsageError(`the baseline \`${file}\` does not exist; write it with --write-baseline ${file}`);
  // A code that belongs to no rule, such as that of a file which is not YAML, is always looked for.
  const isChecked = (code: string) => codes.includes(code) || !allCodes().includes(code);
  const applied = applyBaseline(report, parseBaseline(readFileSync(file, 'utf8'), file), isChecked);
  return { ...applied, findings: [...applied.findings].sort(byPlace) };
}

/** The date in UTC: the only place that reads the clock. */
const today = () => new Date().toISOString().slice(0, 10);
