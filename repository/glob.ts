/** Argo CD's globs: `*` and `?` within a folder, `**` across folders, `{a,b}` for either. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob.replaceAll(/\*\*\/?|[*?{},]|[.+^$()|[\]\\]/g, token => tokens[token] ?? `\\${token}`);
  try {
    return new RegExp(`^${pattern}$`).test(path);
  } catch {
    return false;
  }
}

const tokens: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
};
