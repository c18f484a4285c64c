/**
 * A glob over paths: `*` and `?` within a folder, `**` across folders, `[a-z]` for one character, `{a,b}` for either.
 *
 * @param star what `*` and `?` match: `all` of a path, as Git does for the files of an ApplicationSet
 */
export function matchesGlob(glob: string, path: string, star: 'segment' | 'all' = 'segment'): boolean {
  return compiled(glob, star)?.test(path) ?? false;
}

const known = new Map<string, RegExp | undefined>();

function compiled(glob: string, star: 'segment' | 'all'): RegExp | undefined {
  const key = `${star} ${glob}`;
  if (!known.has(key)) known.set(key, compile(glob, star));
  return known.get(key);
}

function compile(glob: string, star: 'segment' | 'all'): RegExp | undefined {
  const tokens = star === 'segment' ? segmentTokens : allTokens;
  const pattern = glob.replaceAll(
    /\*\*\/?|\[[!^]?[^\]/]+\]|[*?{},]|[.+^$()|[\]\\]/g,
    token => tokens[token] ?? (token.length > 2 && token.startsWith('[') ? token.replace(/^\[!/, '[^') : `\\${token}`),
  );
  try {
    return new RegExp(`^${pattern}$`);
  } catch {
    return undefined;
  }
}

const segmentTokens: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
};

const allTokens: Readonly<Record<string, string>> = { ...segmentTokens, '*': '.*', '?': '.' };
