import { parseYaml, type YamlDocument, YamlSyntaxError } from '../model/yaml';
import { contextOf, isStructured } from './context';
import type { Hit } from './hit';
import { assignedIn, hitsIn, hitsInDocument } from './nested';
import { contentOfSecretsIn } from './templates';

/** A secret in a file. */
export interface Secret extends Omit<Hit, 'offset'> {
  /** Counted from 1. */
  readonly line: number;
}

/** Longer texts are searched for credentials by their shapes alone, not value by value. */
const longestParsed = 5_000_000;

/**
 * The secrets of a file, in the order of their lines: credentials by their shape, values by their key, and the content
 * of Secrets; of values as they are read, not as they are written.
 * @param documents of the file, where somebody has parsed it
 */
export function secretsIn(file: string, text: string, documents?: readonly YamlDocument[]): Secret[] {
  const context = contextOf(file);
  const found: Secret[] = [];
  const add = ({ offset, ...hit }: Hit, line = lineAt(text, offset)) => {
    const isKnown = found.some(
      known =>
        known.secret === hit.secret ||
        (known.line === line && (known.secret.includes(hit.secret) || hit.secret.includes(known.secret))),
    );
    if (!isKnown) found.push({ ...hit, line });
  };
  for (const hit of hitsIn(text, context)) add(hit);
  if (text.length <= longestParsed) {
    const parsed = documents ?? documentsOf(file, text);
    for (const document of parsed)
      for (const { path, ...hit } of hitsInDocument(document.value, context)) {
        const line = document.lineOf(path);
        const verbatim = text.indexOf(hit.secret, offsetOf(text, line));
        add(hit, verbatim === -1 ? line : lineAt(text, verbatim));
      }
    if (/\.mdx?$/i.test(file)) for (const [hit, line] of fencedHits(text)) add(hit, line);
    if (parsed.length > 0) for (const hit of commentHits(text)) add(hit);
    else for (const hit of [...assignedIn(text, context), ...contentOfSecretsIn(text, context)]) add(hit);
  }
  return found.sort((a, b) => a.line - b.line);
}

function documentsOf(file: string, text: string): readonly YamlDocument[] {
  return isStructured(file, text) ? parsedOr(text) : [];
}

/** A template, or what only looks like YAML, is searched line by line. */
function parsedOr(text: string): readonly YamlDocument[] {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlSyntaxError) return [];
    throw error;
  }
}

/** Comments say more about secrets than they keep. */
function commentHits(text: string): Hit[] {
  return [...text.matchAll(/(?:^|\s)#.*$/gm)].flatMap(({ 0: comment, index }) =>
    assignedIn(comment, 'prose').map(hit => ({ ...hit, offset: index + hit.offset })),
  );
}

/** Manifests in the code blocks of Markdown. */
function fencedHits(text: string): [Hit, number][] {
  return [...text.matchAll(/^[ \t]*```(?:ya?ml|json)[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].flatMap(
    ({ 0: block, 1: inner = '', index }) => {
      const first = lineAt(text, index + block.indexOf('\n') + 1);
      return parsedOr(inner).flatMap(document =>
        hitsInDocument(document.value, 'prose').map(({ path, ...hit }): [Hit, number] => [
          hit,
          first + document.lineOf(path) - 1,
        ]),
      );
    },
  );
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let left = line - 1; left > 0 && at !== -1; left--) at = text.indexOf('\n', at) + 1;
  return Math.max(at, 0);
}
