import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { parseArgs } from 'node:util';
import { allChecks } from '../checks/all';
import { codesOf, findAll } from '../checks/run';
import { suppressionsIn } from '../model/suppression';
import { EXIT, UsageError } from './exit-codes';
import { formatNamed } from './formats/all';
import { isEmpty, repositoryIn } from './repositories';
import { reportOf, suppressionOptions } from './suppressions';

/** Checks the written YAML of a folder; exit 3 where something is wrong, notes aside. */
export async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...suppressionOptions, only: { type: 'string' }, format: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [root = '.', ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('one folder can be checked at a time');
  const format = formatNamed(values.json ? 'json' : values.format);
  const checks = chosen(values.only);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`\`${root}\` is not a folder`);
  const repository = repositoryIn(root);
  if (isEmpty(repository)) throw new UsageError(`\`${root}\` holds no YAML or JSON files`);
  const here = <T extends { readonly file: string }>(found: T) => ({ ...found, file: posix.join(root, found.file) });
  const suppressions = suppressionsIn(repository.manifests, repository.texts).map(here);
  const report = reportOf(findAll(repository, checks).map(here), suppressions, codesOf(checks), values);
  console.log(format({ tool: 'check', ...report, rules: checks }));
  return report.findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.ok;
}

function chosen(only: string | undefined) {
  if (only === undefined) return allChecks;
  const codes = only.split(',').map(code => code.trim());
  const unknown = codes.filter(code => !allChecks.some(check => check.code === code));
  if (unknown.length > 0)
    throw new UsageError(
      `no check is called \`${unknown.join('`, `')}\`: ${allChecks.map(({ code }) => code).join(', ')}`,
    );
  return allChecks.filter(({ code }) => codes.includes(code));
}
