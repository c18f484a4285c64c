import { escapeHtml } from './html';

/**
 * Names in manifests, recordings and paths are anybody's text. Whatever prints one makes it harmless here, by what
 * reads the output: terminals obey control characters, CI systems obey lines of their logs, browsers obey HTML.
 */

/** Control and format characters, line separators, and halves of characters: nothing that a person sees as itself. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const shorthand: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const codePoint = (character: string) => character.codePointAt(0) ?? 0;

/** `\u{1b}` for a character that would not be seen. */
const visible = (character: string) => shorthand[character] ?? `\\u{${codePoint(character).toString(16)}}`;

/**
 * One line for terminals and logs. Invisible characters are spelled out; what GitHub, Azure Pipelines and TeamCity take
 * for commands (`::set-output …::` at the beginning of a line, `##[…]`, `##vso[…]` anywhere) is broken by a backslash.
 */
export function plain(text: string): string {
  return text
    .replaceAll(invisible, visible)
    .replaceAll(/##(?=\w*\[)/g, '#\\#')
    .replace(/^\s*::(?=.*::)/, '\\$&');
}

/** The same for text of several lines that a program composed: its own line feeds stay. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

/** JSON of any value; invisible characters are escaped, so that no terminal obeys them, and read the same. */
export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, character =>
      [...Array(character.length).keys()].map(index => unicodeEscape(character.charCodeAt(index))).join(''),
    )
    .replaceAll(/##(?=\w*\[)/g, `#${unicodeEscape(35)}`);
}

const unicodeEscape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;

/** Content or a quoted attribute of XML 1.0, which has no control characters, not even escaped ones. */
export function xml(text: string): string {
  return escapeHtml(plain(text));
}

/** Content or a quoted attribute of HTML or SVG. */
export function html(text: string): string {
  return escapeHtml(plain(text));
}

/**
 * A sentence as Markdown. Its code spans stay; outside of them nothing is markup, and what GitHub and GitLab link or
 * notify by itself (`@team`, `#12`, addresses) becomes code.
 */
export function markdown(text: string): string {
  return plain(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : prose(part)))
    .join('');
}

function prose(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>`]+|www\.[^\s<>`]+|[@#!~$]\w[\w/-]*|&(?:#|\w+;)[\w;]*)/i)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : escapeProse(part)))
    .join('');
}

/** Entities where a backslash could be read as part of a code span. */
const entities: Readonly<Record<string, string>> = { '`': '&#96;', '<': '&lt;', '>': '&gt;' };

const escapeProse = (text: string) =>
  text
    .replaceAll(/[\\*[\]@~]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replaceAll(/[`<>]/g, character => entities[character] ?? character);

/** A cell of CSV (RFC 4180) that no spreadsheet takes for a formula. */
export function csv(text: string): string {
  const cell = /^[=+\-@]/.test(text) ? `'${plain(text)}` : plain(text);
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The content of a quoted label of Mermaid, which has entities by number. */
export function mermaid(text: string): string {
  return plain(text).replaceAll(/[^\w\s./:,+\-→–]/gu, character => `#${codePoint(character)};`);
}

/** The content of a quoted string of Graphviz, in which a backslash begins an escape. */
export function dot(text: string): string {
  return plain(text).replaceAll(/[\\"]/g, '\\$&');
}
