import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Change, levels } from '../diff/change';
import { changesBetween } from '../diff/compare';
import { git } from '../disk/read-revision';
import type { Repository } from '../repository/repository';
import { EXIT, UsageError } from './exit-codes';
import { table } from './formats/markdown';
import { foldersOf, isEmpty, repositoryAt, repositoryIn } from './repositories';

/**
 * Says what a push does: from a revision (the last commit, where none is named) to the working tree, or between two
 * folders or revisions. Exit 3 where something is destroyed and no commit says that it may be.
 */
export async function diff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { path: { type: 'string' }, format: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [old = 'HEAD', now, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('two folders or git revisions can be compared at a time');
  const format = values.json ? 'json' : (values.format ?? 'text');
  const render = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (render === undefined)
    throw new UsageError(`unknown format \`${format}\`; expected ${Object.keys(formats).join(', ')}`);
  const folders = values.path === undefined ? foldersOf('.') : [values.path];
  const [before, after] = [repositoryOf(old, folders), repositoryOf(now, folders)];
  if (isEmpty(before) && isEmpty(after))
    throw new UsageError(
      `neither side holds YAML or JSON files${values.path === undefined ? '' : ` below \`${values.path}\``}`,
    );
  const changes = changesBetween(before, after);
  const allowances = allowancesIn(old, now);
  console.log(render(changes, allowances));
  const isDestructive = changes.some(({ level }) => level === 'destructive');
  return isDestructive && allowances.length === 0 ? EXIT.findings : EXIT.ok;
}

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

/** Reasons of the commits from one revision to the other that allow destruction: `Infraflux-Allow: destructive REASON`. */
function allowancesIn(old: string, now: string | undefined): string[] {
  if (existsSync(old) || (now !== undefined && existsSync(now))) return [];
  try {
    const range = `${old}..${now ?? 'HEAD'}`;
    const lines = git('.', ['log', `--format=%(trailers:key=${trailer},valueonly)`, range])
      .toString('utf8')
      .split('\n');
    return lines.flatMap(line => /^destructive\b[\s:,-]*(\S.*)$/.exec(line)?.[1] ?? []);
  } catch {
    return [];
  }
}

type Render = (changes: readonly Change[], allowances: readonly string[]) => string;

const formats: Readonly<Record<string, Render>> = {
  text: (changes, allowances) => [...changes.map(line), summary(changes), ...allowances.map(allowed)].join('\n'),
  json: (changes, allowances) => JSON.stringify({ changes, allowances }, null, 2),
  markdown: (changes, allowances) =>
    [
      `### What this push does: ${summary(changes)}`,
      ...[...levels].reverse().flatMap(level =>
        section(
          level,
          changes.filter(change => change.level === level),
        ),
      ),
      ...allowances.map(reason => `\n${allowed(reason)}`),
    ].join('\n'),
};

function line({ level, cluster, message, action, file, line: number }: Change): string {
  const where = file === undefined ? '' : `\n    at      ${file}:${number}`;
  const todo = action === undefined ? '' : `\n    first   ${action}`;
  return `${level}: ${cluster === '' ? '' : `${cluster}: `}${message}${where}${todo}`;
}

/** What is safe is folded away. */
function section(level: Change['level'], changes: readonly Change[]): string[] {
  const rows = changes.map(({ cluster, message, action }) => [cluster, message, action ?? '']);
  const lines = table(['Cluster', 'What', 'Before'], rows);
  if (lines.length === 0) return [];
  const title = `${level} (${changes.length})`;
  return level === 'safe'
    ? ['', `<details><summary>${title}</summary>`, ...lines, '', '</details>']
    : ['', `**${title}**`, ...lines];
}

function summary(changes: readonly Change[]): string {
  const counts = [...levels].reverse().flatMap(level => {
    const count = changes.filter(change => change.level === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  return counts.join(', ') || 'nothing';
}

const allowed = (reason: string) => `destruction is allowed by a commit: ${reason}`;
