import type { Finding } from '../model/finding';
import { groupBy } from '../model/group-by';
import { groupOf } from '../model/manifest';
import { applyRules } from '../model/rule';
import { type Report, type Suppression, suppress, suppressionsIn } from '../model/suppression';
import { lintRules } from '../policy/lint/rules';
import { type Repository, readTexts } from '../repository/repository';
import type { RepositoryRule } from './all';
import { noSecrets } from './no-secrets';
import { validPolicies } from './valid-policies';

interface RunOptions {
  /** `2027-03-31`: suppressions may end. */
  readonly today: string;
  /** Codes that only other commands find. @default none */
  readonly others?: readonly string[];
}

/** Everything that the checks find, suppressed or not, what could not be read, and what is written twice. */
export function findAll(repository: Repository, checks: readonly RepositoryRule[]): Finding[] {
  const found = applyRules(checks, repository).filter(finding => !isVariable(finding, repository));
  const isRepeated = repeatedFiles(repository);
  // What many applications take from one file is found once, in the first of them.
  const keyOf = ({ code, file, line, path, ...words }: Finding) =>
    JSON.stringify(isRepeated.has(file) ? [code, file, line, path] : [code, file, line, path, words]);
  const unique = new Map(found.toReversed().map(finding => [keyOf(finding), finding]));
  return [...repository.unreadable, ...repository.duplicates, ...[...unique.values()].reverse()];
}

/** Files of which several builds make objects: components and bases. */
function repeatedFiles({ clusters }: Repository): ReadonlySet<string> {
  const built = clusters.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  const places = groupBy(built, ({ file, lineOf }) => `${file}:${lineOf([])}`);
  return new Set(
    [...places.values()].flatMap(([first, ...others]) => (first && others.length > 0 ? [first.file] : [])),
  );
}

/** Whether Flux fills in a variable where something is found: what it becomes is not known. */
function isVariable({ file, line }: Finding, { texts, manifests }: Repository): boolean {
  const text = texts.get(file)?.split('\n')[(line ?? 0) - 1] ?? '';
  return (
    /\$\{\w+[^}]*\}/.test(text) && manifests.some(({ object }) => groupOf(object) === 'kustomize.toolkit.fluxcd.io')
  );
}

/** Codes of everything that the checks can find and that can be suppressed. */
export function codesOf(checks: readonly RepositoryRule[]): string[] {
  const linted = checks.includes(validPolicies) ? lintRules : [];
  return [...checks, ...linted].map(({ code }) => code);
}

/** Runs checks and sets aside what is suppressed, with its reason. */
export function runChecks(repository: Repository, checks: readonly RepositoryRule[], options: RunOptions): Report {
  const found = findAll(repository, checks);
  return suppress(found, suppressionsOf(repository, found), { codes: codesOf(checks), ...options });
}

/** Suppressions in the YAML, and in the other files in which something was found: only secrets are looked for there. */
export function suppressionsOf(
  { manifests, texts, tracked }: Repository,
  findings: readonly Finding[],
): readonly Suppression[] {
  const others = [...new Set(findings.map(({ file }) => file))].filter(file => !texts.has(file));
  const read = others.flatMap(file => {
    const text = tracked.read(file);
    return text === undefined ? [] : [[file, text] as const];
  });
  const yaml = new Map(read.filter(([file]) => /\.(?:ya?ml|json)$/i.test(file)));
  return suppressionsIn([...manifests, ...readTexts(yaml).manifests], [...texts, ...read]).filter(
    ({ file, code }) => texts.has(file) || code === noSecrets.code,
  );
}
