import { partsOf, type SyntaxNode } from './syntax';

/** The declarations of a `var` or `const`. */
export function specsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.name !== 'VarDecl' && node.name !== 'ConstDecl') return [];
  const group = node.getChild('SpecList') ?? node;
  return partsOf(group).filter(({ name }) => name === 'VarSpec' || name === 'ConstSpec');
}

export function expressionsAfterNames(spec: SyntaxNode, names: number): SyntaxNode[] {
  const isType = /Type$|^TypeName$/;
  return partsOf(spec)
    .slice(names)
    .filter(part => !isType.test(part.name));
}

/** How many expressions stand before the `=`. */
export function targetsOf(node: SyntaxNode): number {
  let count = 0;
  for (let child = node.firstChild; child !== null && child.name !== '='; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name)) count++;
  return count;
}
