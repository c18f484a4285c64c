import { partsOf, type SyntaxNode } from './syntax';

/** An expression with its operators bound as Go binds them. */
export type Operation =
  | { readonly kind: 'binary'; readonly at: SyntaxNode; readonly left: Operation; readonly right: Operation }
  | { readonly kind: 'unary'; readonly at: SyntaxNode; readonly operand: Operation }
  /** Selectors, calls and indexes follow the operand, the first of them innermost. */
  | { readonly kind: 'operand'; readonly node: SyntaxNode; readonly postfixes: readonly SyntaxNode[] };

const postfixNames = ['SelectorExpr', 'CallExpr', 'IndexExpr'];

/** From loose to tight (Go specification, operator precedence). */
const levels = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-', '|', '^'], ['*', '/', '%']];

interface Item {
  readonly operand: Operation;
  /** The operator before it. */
  readonly operator?: { readonly node: SyntaxNode; readonly text: string };
}

/** The grammar binds `a && b.c()` as `(a && b).c()` and all operators from the left: this binds them anew. */
export function bindOperators(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Operation {
  return climb(flatten(node, [], textOf));
}

function flatten(node: SyntaxNode, postfixes: readonly SyntaxNode[], textOf: (node: SyntaxNode) => string): Item[] {
  const [first, second, third] = partsOf(node);
  if (postfixNames.includes(node.name)) return flatten(first!, [node, ...postfixes], textOf);
  if (node.name === 'BinaryExp') {
    const [head, ...tail] = flatten(third!, postfixes, textOf);
    return [...flatten(first!, [], textOf), { ...head!, operator: { node, text: textOf(second!) } }, ...tail];
  }
  if (node.name === 'UnaryExp') {
    const [head, ...tail] = flatten(second!, postfixes, textOf);
    return [{ operand: { kind: 'unary', at: first!, operand: head!.operand } }, ...tail];
  }
  return [{ operand: { kind: 'operand', node, postfixes } }];
}

/** Splits at the last of the loosest operators. */
function climb(items: readonly Item[]): Operation {
  if (items.length === 1) return items[0]!.operand;
  const level = levels.find(each => items.slice(1).some(({ operator }) => each.includes(operator?.text ?? '')));
  const index = items.findLastIndex(({ operator }) => operator !== undefined && (level ?? []).includes(operator.text));
  const split = index > 0 ? index : items.length - 1;
  return {
    kind: 'binary',
    at: items[split]!.operator!.node,
    left: climb(items.slice(0, split)),
    right: climb(items.slice(split)),
  };
}
