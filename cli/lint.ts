import { suppressionsIn } from '../model/suppression';
import { lintPolicies } from '../policy/lint/lint';
import { networksOfValues } from '../policy/lint/networks';
import { lintRules } from '../policy/lint/rules';
import { valuesFile } from '../policy/read-options';
import { schemaOf } from '../upstream/schemas/load';
import { ciliumValues, readSettings, workloadsOf } from './cluster';
import type { LintInput } from './commands/findings';
import { loadNamed, type Source } from './manifests';
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
    networks: ciliumValues(source).flatMap(values => networksOfValues(values, valuesFile)),
    ...completenessOf(source),
  });
  const findings = [...source.findings, ...found];
  const suppressions = suppressionsIn(source.manifests, source.texts);
  return printFindings({ tool: 'lint', findings, suppressions, rules: lintRules }, values);
}

/** All workloads of our own clusters are known; values beside foreign manifests belong to charts that are not rendered here. */
function completenessOf(source: Source): { readonly complete?: boolean } {
  if (source.own !== undefined) return { complete: true };
  return source.read('values.yaml') === undefined ? {} : { complete: false };
}
