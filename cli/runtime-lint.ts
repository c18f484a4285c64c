import { suppressionsIn } from '../model/suppression';
import { lintPolicies } from '../runtime/lint/lint';
import { tracingRules } from '../runtime/lint/rules';
import { schemaOf } from '../upstream/schemas/load';
import type { RuntimeLintInput } from './commands/findings';
import { loadNamed } from './manifests';
import { printReading } from './reading';
import { printExplanation, printFindings } from './report';

/** Lints the TracingPolicies of a folder; exit 3 where something is wrong, notes aside. */
export async function runtimeLint({ values, positionals }: RuntimeLintInput): Promise<number> {
  if (values.explain !== undefined) return printExplanation('runtime lint', values.explain);
  const source = loadNamed(positionals);
  printReading(source.texts.size, source.manifests);
  const findings = [...source.findings, ...lintPolicies(source.manifests, schemaOf)];
  const suppressions = suppressionsIn(source.manifests, source.texts);
  return printFindings({ tool: 'runtime lint', findings, suppressions, rules: tracingRules }, values);
}
