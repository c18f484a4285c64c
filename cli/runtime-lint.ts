import { parseArgs } from 'node:util';
import { suppressionsIn } from '../model/suppression';
import { lintPolicies } from '../runtime/lint/lint';
import { tracingRules } from '../runtime/lint/rules';
import { schemaOf } from '../upstream/schemas/load';
import { EXIT, UsageError } from './exit-codes';
import { formatNamed } from './formats/all';
import { loadSource } from './manifests';
import { reportOf, suppressionOptions } from './suppressions';

/** Lints the TracingPolicies of a folder; exit 3 where something is wrong, notes aside. */
export async function runtimeLint(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...suppressionOptions, format: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [place, ...rest] = positionals;
  if (place === undefined || rest.length > 0) throw new UsageError('one folder is needed');
  const format = formatNamed(values.json ? 'json' : values.format);
  const source = loadSource(place);
  const codes = tracingRules.map(({ code }) => code);
  const suppressions = suppressionsIn(source.manifests, source.texts);
  const report = reportOf(
    [...source.findings, ...lintPolicies(source.manifests, schemaOf)],
    suppressions,
    codes,
    values,
  );
  console.log(format({ tool: 'runtime lint', ...report, rules: tracingRules }));
  return report.findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.ok;
}
