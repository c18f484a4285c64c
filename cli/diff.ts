import { existsSync } from 'node:fs';
import { type Change, guardedLevels, levels } from '../diff/change';
import { changesBetween } from '../diff/compare';
import { git } from '../disk/read-revision';
import { formatJson, markdown, plain } from '../model/escape';
import { formatFindings } from '../model/finding';
import { join, table } from '../model/markdown';
import type { Repository } from '../repository/repository';
import type { DiffFormat, DiffInput } from './commands/diff';
import { EXIT, UsageError } from './exit-codes';
import { print, printError } from './output';
import { printReading } from './reading';
import { foldersOf, isEmpty, repositoryAt, repositoryIn } from './repositories';

/**
 * Says what a push does: from a revision (the last commit, where none is named) to the working tree, or between two
 * folders or revisions. Exit 3 where something is destroyed, or opened to the Internet, and no commit says that it may be.
 */
export async function diff({ values, positionals: [old = 'HEAD', now] }: DiffInput): Promise<number> {
  const folders = values.path === undefined ? foldersOf('.') : [values.path];
  const [before, after] = [repositoryOf(old, folders), repositoryOf(now, folders)];
  if (isEmpty(before) && isEmpty(after))
    throw new UsageError(
      `neither side holds YAML or JSON files${values.path === undefined ? '' : ` below \`${values.path}\``}`,
    );
  for (const side of [before, after]) printReading(side.texts.size, side.manifests, { clusters: side.clusters.length });
  const faults = [before, after].flatMap(faultsOf).filter(({ severity }) => severity !== 'note');
  if (faults.length > 0) printError(formatFindings(faults));
  const changes = changesBetween(before, after);
  const allowances = allowancesIn(old, now);
  print(renderings[values.format](changes, allowances));
  const allowed = new Set(allowances.map(({ level }) => level));
  const isStopped = guardedLevels.some(level => !allowed.has(level) && changes.some(change => change.level === level));
  return isStopped || faultsOf(after).some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.ok;
}

const faultsOf = ({ unreadable, duplicates }: Repository) => [...unreadable, ...duplicates];

/** The folder or file that is named, else the revision; the working tree where nothing is. */
function repositoryOf(place: string | undefined, folders: readonly string[]): Repository {
  if (place === undefined) return repositoryIn('.', folders);
  if (existsSync(place)) return repositoryIn(place);
  try {
    return repositoryAt(place, folders);
  } catch {
    throw new UsageError(`\`${place}\` is not a folder, nor a git revision that has \`${folders.join('`, `')}\``);
  }
}

const trailer = 'Infraflux-Allow';

/** What a commit allows, and why. */
interface Allowance {
  readonly level: (typeof guardedLevels)[number];
  readonly reason: string;
}

/** What the commits from one revision to the other allow: `Infraflux-Allow: destructive REASON`. */
function allowancesIn(old: string, now: string | undefined): Allowance[] {
  if (existsSync(old) || (now !== undefined && existsSync(now))) return [];
  try {
    const range = `${old}..${now ?? 'HEAD'}`;
    const lines = git('.', ['log', `--format=%(trailers:key=${trailer},valueonly)`, range])
      .toString('utf8')
      .split('\n');
    return lines.flatMap(line => {
      const [, word, reason] = /^(\w+)\b[\s:,-]*(\S.*)$/.exec(line) ?? [];
      const level = guardedLevels.find(each => each === word);
      return level === undefined || reason === undefined ? [] : [{ level, reason }];
    });
  } catch {
    return [];
  }
}

type Render = (changes: readonly Change[], allowances: readonly Allowance[]) => string;

const renderings: Readonly<Record<DiffFormat, Render>> = {
  text: (changes, allowances) =>
    [...changes.map(line), summary(changes), ...allowances.map(allowance => plain(allowed(allowance)))].join('\n'),
  json: (changes, allowances) => formatJson({ changes, allowances }),
  markdown: (changes, allowances) =>
    join(
      `### What this push does: ${summary(changes)}`,
      ...[...levels].reverse().map(level =>
        section(
          level,
          changes.filter(change => change.level === level),
        ),
      ),
      ...allowances.map(allowance => markdown(allowed(allowance))),
    ),
};

function line({ level, cluster, message, action, file, line: number }: Change): string {
  const where = file === undefined ? '' : `\n    at      ${plain(`${file}:${number}`)}`;
  const todo = action === undefined ? '' : `\n    first   ${plain(action)}`;
  return `${level}: ${plain(cluster === '' ? message : `${cluster}: ${message}`)}${where}${todo}`;
}

/** What is safe is folded away. */
function section(level: Change['level'], changes: readonly Change[]): string | undefined {
  if (changes.length === 0) return undefined;
  const rows = changes.map(({ cluster, message, action }) => [cluster, message, action ?? ''].map(markdown));
  const lines = table(['Cluster', 'What', 'Before'], rows);
  const title = `${level} (${changes.length})`;
  return level === 'safe'
    ? `<details><summary>${title}</summary>\n\n${lines}\n\n</details>`
    : join(`**${title}**`, lines);
}

function summary(changes: readonly Change[]): string {
  const counts = [...levels].reverse().flatMap(level => {
    const count = changes.filter(change => change.level === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  return counts.join(', ') || 'nothing';
}

const allowed = ({ level, reason }: Allowance) => `a commit allows what is ${level}: ${reason}`;
