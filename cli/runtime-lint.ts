import { parseArgs } from 'node:util';
import { traps } from '../runtime/lint/all';
import { lintPolicies } from '../runtime/lint/lint';
import { EXIT, UsageError } from './exit-codes';
import { formatNamed } from './formats/all';
import { loadSource } from './manifests';

/** Lints the TracingPolicies of a folder; exit 3 where something is wrong, notes aside. */
export async function runtimeLint(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [place, ...rest] = positionals;
  if (place === undefined || rest.length > 0) throw new UsageError('one folder is needed');
  const format = formatNamed(values.json ? 'json' : values.format);
  const source = loadSource(place);
  const findings = [...source.findings, ...lintPolicies(source.manifests)];
  const rules = traps.map(({ code }) => ({ code, title: code.replaceAll('-', ' ') }));
  console.log(format({ tool: 'runtime lint', findings, suppressed: [], rules }));
  return findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.ok;
}
