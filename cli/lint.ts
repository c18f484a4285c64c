import { parseArgs } from 'node:util';
import { suppressionsIn } from '../model/suppression';
import { lintPolicies } from '../policy/lint/lint';
import { explainRule } from '../policy/lint/rule';
import { lintRules } from '../policy/lint/rules';
import { schemaOf } from '../upstream/schemas/load';
import { clusterOptions, readSettings, workloadsOf } from './cluster';
import { EXIT, UsageError } from './exit-codes';
import { formatNamed } from './formats/all';
import { loadSource } from './manifests';
import { reportOf, suppressionOptions } from './suppressions';

/** Lints the policies of a folder; exit 3 where something is wrong, notes aside. */
export async function lint(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...clusterOptions,
      ...suppressionOptions,
      format: { type: 'string' },
      json: { type: 'boolean' },
      explain: { type: 'string' },
    },
  });
  if (values.explain !== undefined) return explain(values.explain);
  const [place, ...rest] = positionals;
  if (place === undefined || rest.length > 0) throw new UsageError('one folder is needed');
  const format = formatNamed(values.json ? 'json' : values.format);
  const source = loadSource(place);
  const found = lintPolicies(source.manifests, {
    schemaOf,
    settings: readSettings(source, values),
    workloads: workloadsOf(source),
    // Values beside foreign manifests belong to charts whose workloads are not here.
    complete: source.own !== undefined || source.read('values.yaml') === undefined,
  });
  const rules = lintRules.map(({ code, summary }) => ({ code, title: summary }));
  const codes = rules.map(({ code }) => code);
  const suppressions = suppressionsIn(source.manifests, source.texts);
  const report = reportOf([...source.findings, ...found], suppressions, codes, values);
  console.log(format({ tool: 'lint', ...report, rules }));
  return report.findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.ok;
}

function explain(code: string): number {
  const rule = lintRules.find(each => each.code === code);
  if (rule === undefined)
    throw new UsageError(`\`${code}\` is no lint rule: ${lintRules.map(({ code }) => code).join(', ')}`);
  console.log(explainRule(rule));
  return EXIT.ok;
}
