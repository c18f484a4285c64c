import { isExample, isName } from './examples';
import type { Context, Provider } from './provider';

/** A secret in a text. */
export interface Hit {
  /** With its article: `a GitHub token`. */
  readonly what: string;
  /** Never printed. */
  readonly secret: string;
  /** Where it begins in the text, counted from 0. */
  readonly offset: number;
  /** Of the value that holds it, where there is one. */
  readonly key?: string;
  /** Whether the first characters are the issuer's, the same for everybody. */
  readonly hasPrefix?: boolean;
}

/** The secrets of a text that are known by their shapes. */
export function hitsOf(providers: readonly Provider[]): (text: string, context: Context) => Hit[] {
  const hints = new Map<string, Provider[]>();
  for (const provider of providers)
    for (const hint of provider.hints) hints.set(hint, [...(hints.get(hint) ?? []), provider]);
  // One pass over a text says which few of the shapes are worth a pass of their own.
  const anyHint = new RegExp(
    [...hints.keys()]
      .sort((a, b) => b.length - a.length)
      .map(hint => hint.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  );
  return (text, context) => {
    const wanted = new Set<Provider>();
    for (const [hint] of text.matchAll(anyHint)) for (const provider of hints.get(hint) ?? []) wanted.add(provider);
    return [...wanted].flatMap(provider =>
      [...text.matchAll(provider.shape)].flatMap(match => hitOf(provider, match, context) ?? []),
    );
  };
}

function hitOf(provider: Provider, match: RegExpExecArray, context: Context): Hit | undefined {
  const { index, input, groups } = match;
  const [text] = match;
  const before = input.slice(Math.max(input.lastIndexOf('\n', index - 1) + 1, index - 200), index);
  const secret = groups?.secret || text;
  // Comments explain, as documents do.
  const place = /(?:^|\s)(?:#|\/\/)/.test(before) ? 'prose' : context;
  const found = { ...groups, match: text, before };
  if (isExample(secret) || (groups?.secret === undefined && isName(secret))) return undefined;
  if (provider.accepts?.(found, place) === false) return undefined;
  return { what: provider.what, secret, offset: index + text.indexOf(secret), hasPrefix: groups?.secret === undefined };
}
