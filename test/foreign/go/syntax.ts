import { parser } from '@lezer/go';

export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A file of Go with its syntax tree. */
export interface GoFile {
  readonly name: string;
  readonly text: string;
  readonly top: SyntaxNode;
}

export function parseGo(name: string, source: string): GoFile {
  // Go ends a statement at a line that ends with a Boolean literal; the grammar does not.
  const text = source.replace(/\b(true|false)(?=[ \t]*$)/gm, '$1;');
  return { name, text, top: parser.parse(text).topNode };
}

export const textIn = ({ text }: GoFile, { from, to }: SyntaxNode) => text.slice(from, to);

/** From 1. */
export const lineIn = ({ text }: GoFile, { from }: SyntaxNode) => text.slice(0, from).split('\n').length;

/** The parts of a node: no punctuation, keywords or comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name) && !child.name.endsWith('Comment')) parts.push(child);
  return parts;
}
