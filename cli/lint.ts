import { suppressionsIn } from '../model/suppression';
import { lintPolicies } from '../policy/lint/lint';
import { lintRules } from '../policy/lint/rules';
import { schemaOf } from '../upstream/schemas/load';
import { readSettings, workloadsOf } from './cluster';
import type { LintInput } from './commands/findings';
import { loadNamed } from './manifests';
import { printReading } from './reading';
import { printExplanation, printFindings } from './report';

/** Lints the policies of a folder; exit 3 where something is wrong, notes aside. */
export async function lint({ values, positionals }: LintInput): Promise<number> {
  if (values.explain !== undefined) return printExplanation('lint', values.explain);
  const source = loadNamed(positionals);
  const workloads = workloadsOf(source);
  printReading(source.texts.size, source.manifests, { workloads: workloads.length });
  const found = lintPolicies(source.manifests, {
    schemaOf,
    settings: readSettings(source, values),
    workloads,
    // Values beside foreign manifests belong to charts whose workloads are not here.
    complete: source.own !== undefined || source.read('values.yaml') === undefined,
  });
  const findings = [...source.findings, ...found];
  const suppressions = suppressionsIn(source.manifests, source.texts);
  const rules = lintRules.map(rule => ({ ...rule, title: rule.summary }));
  return printFindings({ tool: 'lint', findings, suppressions, rules }, values);
}
