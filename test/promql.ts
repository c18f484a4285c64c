import { parser } from '@prometheus-io/lezer-promql';
import type { Metric } from '../observability/metrics/metric';

type Labels = Metric['labels'];
type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** Series by name, with the labels that they have. */
export type Vocabulary = ReadonlyMap<string, { readonly labels: Labels }>;

export interface Checked {
  /** Names of the series that are read. */
  readonly metrics: readonly string[];
  /** Labels that the result has; of a scalar none. */
  readonly labels: Labels;
  /** What is wrong, one sentence each. */
  readonly faults: readonly string[];
}

/** Reads a PromQL expression and compares every metric, label and label value with what exists. */
export function checkPromQL(expression: string, vocabulary: Vocabulary): Checked {
  const metrics: string[] = [];
  const faults: string[] = [];
  const text = ({ from, to }: SyntaxNode) => expression.slice(from, to);
  const all = (node: SyntaxNode, name: string) => node.getChildren(name);
  const tree = parser.parse(expression);

  tree.iterate({
    enter: node => {
      if (node.type.isError) faults.push(`no PromQL at \`${expression.slice(node.from, node.from + 20)}\``);
    },
  });

  const need = (have: Labels, label: string, where: string) => {
    if (!(label in have)) faults.push(`\`${where}\` has no label \`${label}\``);
  };
  const names = (node: SyntaxNode | null) =>
    node === null ? [] : all(node, 'LabelName').map(name => text(name).replaceAll('"', ''));

  function selector(node: SyntaxNode): Labels {
    const name = text(node.getChild('Identifier')!);
    const series = vocabulary.get(name);
    if (series === undefined) {
      faults.push(`\`${name}\` is not in the catalogue`);
      return {};
    }
    metrics.push(name);
    for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [])
      match(name, series.labels, matcher);
    return series.labels;
  }

  function match(name: string, labels: Labels, matcher: SyntaxNode) {
    const label = text(matcher.getChild('LabelName')!);
    const operator = text(matcher.getChild('MatchOp')!);
    const value = JSON.parse(text(matcher.getChild('StringLiteral')!)) as string;
    need(labels, label, name);
    const known = labels[label];
    if (known === undefined || known === '*' || value.startsWith('$')) return;
    const parts = operator.includes('~') ? value.split('|') : [value];
    for (const part of parts)
      if (!known.some(one => (operator.includes('~') ? new RegExp(`^(?:${part})$`).test(one) : one === part)))
        faults.push(`\`${label}\` of \`${name}\` is never \`${part}\``);
  }

  function aggregate(node: SyntaxNode): Labels {
    const operation = text(node.getChild('AggregateOp')!);
    const inner = expressionsIn(node.getChild('FunctionCallBody')!).at(-1) ?? {};
    const modifier = node.getChild('AggregateModifier');
    const grouping = names(modifier?.getChild('GroupingLabels') ?? null);
    for (const label of grouping) need(inner, label, text(node));
    if (operation === 'topk' || operation === 'bottomk') return inner;
    return modifier?.getChild('Without') ? without(inner, grouping) : only(inner, grouping);
  }

  function call(node: SyntaxNode): Labels {
    const name = text(node.getChild('FunctionIdentifier')!);
    const body = node.getChild('FunctionCallBody')!;
    const operands = expressionsIn(body);
    const strings = all(body, 'StringLiteral').map(literal => JSON.parse(text(literal)) as string);
    const vector: Labels = Object.assign({}, ...operands);
    if (name === 'absent') return body.getChild('VectorSelector') ? equalities(body) : {};
    if (name === 'histogram_quantile') return without(vector, ['le']);
    if (name === 'label_replace') {
      const [target, , source] = strings as [string, string, string];
      if (source !== '') need(vector, source, text(node));
      return { ...vector, [target]: '*' };
    }
    return vector;
  }

  function equalities(body: SyntaxNode): Labels {
    const found: Record<string, '*'> = {};
    body.cursor().iterate(node => {
      if (node.name !== 'UnquotedLabelMatcher' || node.node.getChild('MatchOp')?.getChild('EqlSingle') === null) return;
      found[text(node.node.getChild('LabelName')!)] = '*';
    });
    return found;
  }

  function binary(node: SyntaxNode): Labels {
    const [left = {}, right = {}] = expressionsIn(node);
    const clause = node.getChild('MatchingModifierClause');
    const [matching, extra] = clause?.getChildren('GroupingLabels') ?? [];
    if (clause?.getChild('On'))
      for (const label of names(matching!)) for (const side of [left, right]) need(side, label, text(node));
    if (node.getChild('Or')) return { ...right, ...left };
    if (node.getChild('And') || node.getChild('Unless')) return left;
    const scalars = [node.firstChild!, node.lastChild!].map(isScalar);
    if (scalars[0]) return right;
    if (scalars[1]) return left;
    if (clause?.getChild('GroupLeft')) return { ...left, ...only(right, names(extra ?? null)) };
    if (clause?.getChild('On')) return isComparison(node) ? left : only(left, names(matching!));
    return left;
  }

  function isScalar(node: SyntaxNode): boolean {
    if (node.name === 'NumberDurationLiteral') return true;
    if (node.name === 'ParenExpr' || node.name === 'UnaryExpr')
      return isScalar(node.lastChild!.prevSibling ?? node.lastChild!);
    if (node.name === 'BinaryExpr') return isScalar(node.firstChild!) && isScalar(node.lastChild!);
    return node.name === 'FunctionCall' && ['time', 'scalar'].includes(text(node.getChild('FunctionIdentifier')!));
  }

  const comparisons = ['Gtr', 'Gte', 'Lss', 'Lte', 'Eql', 'EqlC', 'Neq'];
  const isComparison = (node: SyntaxNode) =>
    comparisons.some(name => node.getChild(name) !== null) && node.getChild('BoolModifier') === null;

  function expressionsIn(node: SyntaxNode): Labels[] {
    const found: Labels[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      const labels = evaluate(child);
      if (labels !== undefined) found.push(labels);
    }
    return found;
  }

  function evaluate(node: SyntaxNode): Labels | undefined {
    switch (node.name) {
      case 'VectorSelector':
        return selector(node);
      case 'AggregateExpr':
        return aggregate(node);
      case 'FunctionCall':
        return call(node);
      case 'BinaryExpr':
        return binary(node);
      case 'NumberDurationLiteral':
        return {};
      default:
        return wrappers.includes(node.name) ? expressionsIn(node)[0] : undefined;
    }
  }

  const labels = expressionsIn(tree.topNode)[0] ?? {};
  return { metrics, labels, faults };
}

/** Nodes that change nothing about the labels of what they hold. */
const wrappers = ['ParenExpr', 'OffsetExpr', 'MatrixSelector', 'SubqueryExpr', 'UnaryExpr', 'StepInvariantExpr'];

function only(labels: Labels, kept: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => kept.includes(label)));
}

function without(labels: Labels, left: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !left.includes(label)));
}
