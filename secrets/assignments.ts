/** A key with its value, in any of the ways in which configuration and scripts write them. */
export interface Assignment {
  readonly key: string;
  readonly value: string;
  readonly isQuoted: boolean;
  /** Of the value. */
  readonly offset: number;
}

const keyword = /(?:pass|pwd|pw|psk|secret|token|key|auth|cred|salt|cookie)/i;
/** The rest of the key after a keyword, and what comes between key and value; the start of the key is looked up backwards. */
const operator =
  /(?:pass|pwd|pw|psk|secret|token|key|auth|cred|salt|cookie)[\w.-]{0,60}?(?:\\?["'`]?\]?\s{0,4}(?::\s{0,4}[A-Za-z<>[\], |]{1,40}=|=>|:=|\?=|[:=])[ \t]{0,8}|>)/gi;
const flag =
  /(?:--?|^\s*(?:ENV|setenv|set -gx)\s+)([\w-]{0,40}(?:pass(?:word|wd|phrase)?|token|secret|key))[ \t]+(?!-)(["']?)([^\s"'`]{1,500})/gim;
/** `define('KEY', 'value')`, `<add key="KEY" value="value">`. */
const pair =
  /["'](?<key>[\w.-]{0,60}(?:pass|pwd|secret|token|key|auth|cred)[\w.-]{0,60})["'](?:\s{0,4},\s{0,4}|\s{1,4}value=)(?<quote>["'])(?<value>[^"'\n]{1,500})\k<quote>/gi;

/** `KEY=value`, `key: value`, `"key": "value"`, `key => value`, `<key>value</key>`, `--key value`. */
export function assignmentsIn(text: string): Assignment[] {
  if (!keyword.test(text)) return [];
  const found: Assignment[] = [];
  for (const match of text.matchAll(operator)) {
    const key = keyAround(text, match.index, match[0]);
    const value = valueAt(text, match.index + match[0].length, match[0].endsWith('>') && !match[0].endsWith('=>'));
    if (value !== undefined) found.push({ key, ...value });
  }
  for (const { 0: all, 1: key = '', 2: quote = '', 3: value = '', index } of text.matchAll(flag))
    found.push({ key, value, isQuoted: quote !== '', offset: index + all.length - value.length });
  for (const { 0: all, index, groups: { key = '', value = '' } = {} } of text.matchAll(pair))
    found.push({ key, value, isQuoted: true, offset: index + all.length - value.length - 1 });
  return found;
}

function keyAround(text: string, index: number, match: string): string {
  let start = index;
  while (start > 0 && index - start < 60 && /[\w.-]/.test(text[start - 1]!)) start--;
  return text.slice(start, index) + /^[\w.-]*/.exec(match)![0];
}

function valueAt(text: string, offset: number, isElement: boolean): Omit<Assignment, 'key'> | undefined {
  const rest = text.slice(offset, offset + 1024);
  if (isElement) {
    const value = /^([^<\n]{1,500})<\//.exec(rest)?.[1];
    return value === undefined ? undefined : { value, isQuoted: true, offset };
  }
  const quoted = /^[A-Za-z]{0,2}(\\?"""|'''|\\?["'`])((?:(?!\1)[^\n])*)\1/.exec(rest);
  if (quoted !== null)
    return {
      value: quoted[2] ?? '',
      isQuoted: true,
      offset: offset + quoted[0].indexOf(quoted[1] ?? '') + (quoted[1] ?? '').length,
    };
  const value = /^(?:ENC\[[^\]\n]*\]|[^\s"'`,;]+)/.exec(rest)?.[0].replace(/(?<!^ENC\[.*)[)}\]]+$/, '');
  return value === undefined || value === '' ? undefined : { value, isQuoted: false, offset };
}
