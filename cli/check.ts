import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { allChecks } from '../checks/all';
import { codesOf, findAll } from '../checks/run';
import { suppressionsIn } from '../model/suppression';
import type { CheckInput } from './commands/findings';
import { UsageError } from './exit-codes';
import { unknownWord } from './parse';
import { printReading } from './reading';
import { printExplanation, printFindings } from './report';
import { isEmpty, repositoryIn } from './repositories';
import { staleOutput } from './stale';

/** Checks the written YAML of a folder; exit 3 where something is wrong, notes aside. */
export async function check({ values, positionals: [root = '.'] }: CheckInput): Promise<number> {
  if (values.explain !== undefined) return printExplanation('check', values.explain);
  const rules = chosen(values.only);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`\`${root}\` is not a folder`);
  const repository = repositoryIn(root);
  if (isEmpty(repository)) throw new UsageError(`\`${root}\` holds no YAML or JSON files`);
  printReading(repository.texts.size, repository.manifests, { clusters: repository.clusters.length });
  const here = <T extends { readonly file: string }>(found: T) => ({ ...found, file: posix.join(root, found.file) });
  const suppressions = suppressionsIn(repository.manifests, repository.texts).map(here);
  const stale = values.only === undefined ? staleOutput(root, repository.texts) : [];
  const findings = [...stale, ...findAll(repository, rules)].map(here);
  return printFindings({ tool: 'check', findings, suppressions, rules, codes: codesOf(rules) }, values);
}

function chosen(only: string | undefined) {
  if (only === undefined) return allChecks;
  const known = allChecks.map(({ code }) => code);
  const codes = only.split(',').map(code => code.trim());
  for (const code of codes)
    if (!known.includes(code)) throw new UsageError(unknownWord(`check \`${code}\``, code, known));
  return allChecks.filter(({ code }) => codes.includes(code));
}
