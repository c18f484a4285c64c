import { parseYaml, type Step, YamlSyntaxError } from '../model/yaml';
import { assignmentsIn } from './assignments';
import { decodeBase64 } from './base64';
import { contextOf } from './context';
import { type Hit, hitsOf } from './hit';
import { claimOf, isKept } from './keys';
import type { Context } from './provider';
import { shapes } from './shapes';
import { tokens } from './tokens';
import { type Value, valuesIn } from './values';

/** How often a text may be wrapped in another: Base64 in Base64, JSON in an annotation. */
const deepest = 5;
/** Longer values are images and archives. */
const longestEncoded = 4_000_000;

const shapedIn = hitsOf([...tokens, ...shapes]);

/** Credentials by their shape, as they are written and behind Base64. */
export function hitsIn(text: string, context: Context, depth = deepest): Hit[] {
  return [...shapedIn(text, context), ...(depth > 0 ? encodedIn(text, context, depth - 1) : [])];
}

/** The same in a text of any format, with what its keys call secret. */
function hitsInText(text: string, context: Context, depth: number): Hit[] {
  const documents = depth > 0 && isLikeDocument(text) ? documentsOf(text) : [];
  return [
    ...hitsIn(text, context, depth),
    ...documents.flatMap(document => hitsInDocument(document, context, depth - 1)),
    ...(documents.length > 0 ? [] : assignedIn(text, context)),
  ];
}

/** Runs of Base64 that stand for a text with a secret. */
function encodedIn(text: string, context: Context, depth: number): Hit[] {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)].flatMap(({ 0: run, index }) => {
    const decoded = run.length > longestEncoded ? undefined : decodeBase64(run);
    const [hit] = decoded === undefined ? [] : hitsInText(decoded, context, depth);
    return hit === undefined ? [] : [{ what: hit.what, secret: run, offset: index, key: hit.key }];
  });
}

/** A hit with the path of the value that holds it. */
export type ValueHit = Hit & { readonly path: readonly Step[] };

/** The secrets of a document, of its values as they are read. */
export function hitsInDocument(document: unknown, context: Context, depth = deepest): ValueHit[] {
  const values = [...valuesIn(document, context)];
  return [...shapedValues(values, context), ...values.flatMap(value => hitsOfValue(value, context, depth))];
}

/** All values are searched as one text: a pass over each by itself takes much longer. */
function shapedValues(values: readonly Value[], context: Context): ValueHit[] {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of values) {
    starts.push(length);
    length += text.length + 1;
  }
  return shapedIn(values.map(({ text }) => text).join('\n'), context).map(hit => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= hit.offset) low = middle;
      else high = middle;
    }
    const { key, path } = values[low]!;
    return { ...hit, key, path };
  });
}

function hitsOfValue({ text, key, path, what }: Value, context: Context, depth: number): ValueHit[] {
  const own = what === undefined ? [] : [{ what, secret: text, offset: 0, key, path }];
  if (depth === 0) return own;
  const inner = /\.[A-Za-z]\w*$/.test(key) ? contextOf(key) : context;
  return [...own, ...innerHits(text, inner, depth - 1).map(hit => ({ ...hit, key: hit.key ?? key, path }))];
}

/** What a value holds that is a text of its own. */
function innerHits(text: string, context: Context, depth: number): Hit[] {
  const decoded = text.length >= 16 && text.length <= longestEncoded ? decodeBase64(text) : undefined;
  if (decoded !== undefined) return hitsInText(decoded, context, depth).map(hit => ({ ...hit, secret: text }));
  if (/\n|^\s*[{[]/.test(text)) return hitsInText(text, context, depth);
  return text.includes('=')
    ? assignedIn(text, context).filter(({ offset }) => /=["']?$/.test(text.slice(0, offset)))
    : [];
}

/** Values that their keys call secret, in a text of any format. */
export function assignedIn(text: string, context: Context): Hit[] {
  return assignmentsIn(text).flatMap(({ key, value, isQuoted, offset }) => {
    const claim = context === 'code' && !isQuoted ? undefined : claimOf(key);
    return claim !== undefined && isKept(claim, value, context)
      ? [{ what: `a ${claim}`, secret: value, offset, key }]
      : [];
  });
}

const isLikeDocument = (text: string) => /^\s*[{[]/.test(text) || /^\s*(?:- )?["']?[\w./-]+["']?:(?:\s|$)/m.test(text);

function documentsOf(text: string): unknown[] {
  try {
    return parseYaml(text)
      .map(({ value }) => value)
      .filter(value => typeof value === 'object');
  } catch (error) {
    if (error instanceof YamlSyntaxError) return [];
    throw error;
  }
}
