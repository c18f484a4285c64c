import { posix } from 'node:path';
import { allChecks } from '../checks/all';
import { codesOf, findAll, suppressionsOf } from '../checks/run';
import type { CheckInput } from './commands/findings';
import { UsageError } from './exit-codes';
import { unknownWord } from './parse';
import { printReading } from './reading';
import { printExplanation, printFindings } from './report';
import { isEmpty, trackedRepositoryIn } from './repositories';
import { staleOutput } from './stale';

/** Checks the written YAML of a folder; exit 3 where something is wrong, notes aside. */
export async function check({ values, positionals: [root = '.'] }: CheckInput): Promise<number> {
  if (values.explain !== undefined) return printExplanation('check', values.explain);
  const rules = chosen(values.only);
  const repository = trackedRepositoryIn(root);
  printReading(repository.texts.size, repository.manifests, { clusters: repository.clusters.length });
  const here = <T extends { readonly file: string }>(found: T) => ({ ...found, file: posix.join(root, found.file) });
  const stale = values.only === undefined ? staleOutput(root, repository.texts) : [];
  const found = findAll(repository, rules);
  if (isEmpty(repository) && found.length === 0) throw new UsageError(`\`${root}\` holds no YAML or JSON files`);
  const suppressions = suppressionsOf(repository, found).map(here);
  const findings = [...stale, ...found].map(here);
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
