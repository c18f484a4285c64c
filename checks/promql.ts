import type { parser as promql } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof promql.parse>['topNode'];

/** What an expression selects. */
export interface Selection {
  readonly metric: string;
  readonly matchers: readonly {
    readonly label: string;
    readonly isRegex: boolean;
    readonly isNot: boolean;
    readonly value: string;
  }[];
}

/** An expression of PromQL; `fault` is the text at which it is no longer one. */
export interface Expression {
  readonly fault?: string;
  readonly selections: readonly Selection[];
}

/** The parser is loaded where there is an expression: it is not small. */
export function readPromQL(text: string): Expression {
  const { parser } = require('@prometheus-io/lezer-promql') as { readonly parser: typeof promql };
  const selections: Selection[] = [];
  let fault: string | undefined;
  const textOf = ({ from, to }: { readonly from: number; readonly to: number }) => text.slice(from, to);
  parser.parse(text).iterate({
    enter: ({ type, node, from }) => {
      if (type.isError) fault ??= text.slice(from, from + 20).trim() || 'the end';
      const name = node.name === 'VectorSelector' ? node.getChild('Identifier') : null;
      if (name !== null) selections.push({ metric: textOf(name), matchers: matchersOf(node, textOf) });
    },
  });
  return { selections, ...(fault !== undefined && { fault }) };
}

function matchersOf(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Selection['matchers'] {
  return (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).flatMap(matcher => {
    const parts = ['LabelName', 'MatchOp', 'StringLiteral'].map(name => matcher.getChild(name));
    const [label = '', operator = '', literal = ''] = parts.map(part => (part === null ? '' : textOf(part)));
    // A value with escapes is not compared.
    if (label === '' || /\\/.test(literal)) return [];
    return [{ label, isRegex: operator.includes('~'), isNot: operator.startsWith('!'), value: literal.slice(1, -1) }];
  });
}
