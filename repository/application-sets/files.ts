import { field, listOf, textOf } from '../../model/fields';
import { isRecord } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { matchesGlob } from '../glob';
import { parentOf } from '../paths';
import type { Parameters } from './fill';
import { normalized } from './go-functions';

/** The parameters that a `git` generator makes of this repository (argo-cd 3.5 applicationset/generators/git.go). */
export function fromGit(git: unknown, index: FolderIndex, isGo: boolean): Parameters[] {
  const prefix = textOf(git, 'pathParamPrefix');
  const folders = matching(
    git,
    'directories',
    [...index.files.keys()].filter(folder => folder !== '.'),
    'segment',
  );
  const files = matching(git, 'files', [...index.documents.keys()], 'all');
  return [
    ...folders.map(folder => pathParameters(folder, undefined, prefix, isGo)),
    ...files.flatMap(file =>
      contentsOf(index.documents.get(file)?.[0]?.value).map(content => ({
        ...(isGo ? content : flattened(content)),
        ...pathParameters(parentOf(file), file.slice(file.lastIndexOf('/') + 1), prefix, isGo),
      })),
    ),
  ];
}

function matching(git: unknown, key: string, paths: readonly string[], star: 'segment' | 'all'): string[] {
  const globs = (isExcluded: boolean) =>
    listOf(git, key)
      .filter(entry => (field(entry, 'exclude') === true) === isExcluded)
      .flatMap(entry => textOf(entry, 'path')?.replace(/^\.\//, '').replace(/\/$/, '') ?? []);
  const [included, excluded] = [globs(false), globs(true)];
  const fits = (globs: readonly string[], path: string) => globs.some(glob => matchesGlob(glob, path, star));
  return paths.filter(path => fits(included, path) && !fits(excluded, path));
}

/** A file holds the parameters of one Application, or a list of them. */
function contentsOf(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function pathParameters(
  path: string,
  filename: string | undefined,
  prefix: string | undefined,
  isGo: boolean,
): Parameters {
  const segments = path.split('/');
  const basename = segments.at(-1)!;
  const own = {
    basename,
    basenameNormalized: normalized(basename),
    ...(filename !== undefined && { filename, filenameNormalized: normalized(filename) }),
  };
  if (isGo) {
    const parameters = { path: { path, ...own, segments } };
    return prefix === undefined ? parameters : { [prefix]: parameters };
  }
  const key = prefix === undefined ? 'path' : `${prefix}.path`;
  return Object.fromEntries([
    [key, path],
    ...Object.entries(own).map(([name, value]) => [`${key}.${name}`, value]),
    ...segments.map((segment, at) => [`${key}[${at}]`, segment]),
  ]);
}

/** `{ a: { b: c } }` as `a.b`. */
export function flattened(value: unknown, at = ''): Record<string, unknown> {
  const entries: [string, unknown][] = isRecord(value)
    ? Object.entries(value)
    : Array.isArray(value)
      ? value.map((item, index) => [String(index), item])
      : [];
  return Object.assign(
    {},
    ...entries.map(([key, item]) => {
      const path = at === '' ? key : `${at}.${key}`;
      return typeof item === 'object' && item !== null ? flattened(item, path) : { [path]: item };
    }),
  );
}
