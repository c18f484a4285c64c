import { decodeBase64 } from './base64';
import { isExample, isName, isRandom, isReference } from './examples';
import { about, certainOwners, glued, keyOwners, passwords, secrets, tokenOwners } from './key-words';
import type { Context } from './provider';

/** How sure a key is that its value is secret: a password is any text, a token must look like one. */
export type Claim = 'password' | 'credential' | 'token';

/** The words of a key: `argocdServerAdminPassword`, `DB_PASSWORD` and `client-key-data` alike. */
function wordsOf(key: string): string[] {
  return key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(word => word !== '');
}

/** What a key says of its value; undefined where it says nothing. */
export function claimOf(key: string): Claim | undefined {
  const words = wordsOf(key);
  if (words.some(word => about.has(word))) return undefined;
  while (
    ['data', 'value', 'plain', 'plaintext', 'text', 'b64', 'base64', 'string'].includes(words.at(-1) ?? '') &&
    words.length > 1
  )
    words.pop();
  const [last = '', before = ''] = [singular(words.at(-1) ?? ''), words.at(-2) ?? ''];
  if (passwords.has(last) || /(?:password|passwd)$/.test(last)) {
    // The working directories of shells.
    if (/^(?:OLD)?PWD$/.test(key)) return undefined;
    return 'password';
  }
  if (glued.test(last)) return 'credential';
  if (last === 'key' || last === 'keys') {
    if (certainOwners.has(before)) return 'credential';
    return keyOwners.has(before) || keyOwners.has(words.at(-3) ?? '') ? 'token' : undefined;
  }
  if (last === 'string' && before === 'connection') return 'credential';
  if (last === 'secret' || last === 'token') return tokenOwners.has(before) ? 'credential' : 'token';
  return secrets.has(last) || /(?:secret|token)$/.test(last) ? 'token' : undefined;
}

const singular = (word: string) =>
  /(?:password|secret|token|credential|passphrase|apikey)s$/.test(word) ? word.slice(0, -1) : word;

/** Whether a value is what its key promises, and not an example, a reference, a name or a sentence. */
export function isKept(claim: Claim, value: string, context: Context): boolean {
  const text = value.trim();
  // What a variable falls back to is written here, whatever the variable is.
  const fallback = /^\$\{\w+:?[-=]([^${}]+)\}$/.exec(text)?.[1];
  if (fallback !== undefined) return isKept(claim === 'password' ? 'credential' : claim, fallback, context);
  if (isExample(text) || isReference(text)) return false;
  const login = decodeBase64(text)?.match(/^[\w.@-]+:(\S+)$/)?.[1];
  if (login !== undefined) return !isExample(login) && isCredential(login);
  const decoded = text.length >= 8 ? decodeBase64(text) : undefined;
  if (
    decoded !== undefined &&
    (isExample(decoded) || ((claim !== 'password' || context === 'prose') && !isRandom(decoded)))
  )
    return false;
  // Documents show hashes to explain their form.
  if (context === 'prose' && /^\$\w+\$/.test(text)) return false;
  if (context === 'prose' || claim === 'token') return isRandom(text);
  if (claim === 'credential' || context === 'code') return isCredential(text);
  return isPassword(text);
}

/** Letters with something else among them, and not the name of a thing. */
function isCredential(text: string): boolean {
  if (/\s/.test(text)) return text.includes('=') && isRandom(text.replaceAll(/\s/g, ''));
  return text.length >= 6 && /[a-z]/i.test(text) && /[^a-z._:/ -]/i.test(text) && !isName(text) && !/[()]/.test(text);
}

function isPassword(text: string): boolean {
  if (text.length < 4) return false;
  if (/\s/.test(text)) return !isSentence(text);
  if (/^\d+$/.test(text)) return text.length >= 6;
  if (/^\p{Lu}?\p{Ll}+$/u.test(text) && (/^\p{Lu}/u.test(text) || /[^\x20-\x7e]/.test(text))) return false;
  return !(isName(text) && /pass|secret|token|key|cred|auth|cert|tls|config|ref|name/i.test(text)) && !isSyntax(text);
}

/** Code, a type or a regular expression rather than a value. */
const isSyntax = (text: string) => /^[\w.]*\(|[:{]$|=>|^\^.*\$$|\?\.|&&|\|\|/.test(text);

function isSentence(text: string): boolean {
  return (
    /^\p{Lu}|[.?!:…,;()[\]|]|[^\x20-\x7e]/u.test(text) ||
    /\b(?:a|an|the|your|you|is|are|to|of|for|in|on|or|and|not|no|enter|please|must|password|secret|token|key|here|with|from|this|that|user|de|la|le|der|die|das|het|el|il)\b/i.test(
      text,
    )
  );
}
