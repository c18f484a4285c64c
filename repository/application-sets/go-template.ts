import { isRecord } from '../../model/manifest';
import { functions } from './go-functions';
import { type Block, type Expression, type Operand, parseGoTemplate, type Statement } from './go-syntax';

/** A template whose text nobody can know without running Argo CD: another function, a key that is missing. */
export class TemplateError extends Error {}

/** What a template of Go gives for its data. @throws TemplateError */
export function renderGoTemplate(text: string, data: unknown): string {
  return new Rendering(data).text(parseGoTemplate(text), data, new Map([['$', data]]));
}

class Rendering {
  constructor(readonly root: unknown) {}

  text(statements: readonly Statement[], dot: unknown, outer: ReadonlyMap<string, unknown>): string {
    const variables = new Map(outer);
    return statements.map(statement => this.one(statement, dot, variables)).join('');
  }

  /** Variables that it declares are those of the statements after it. */
  private one(statement: Statement, dot: unknown, variables: Map<string, unknown>): string {
    if (statement.kind === 'text') return statement.text;
    const value = this.value(statement.expression, dot, variables);
    const { declares } = statement.expression;
    if (statement.kind === 'action') {
      for (const name of declares) variables.set(name, value);
      return declares.length > 0 ? '' : printed(value);
    }
    if (statement.kind === 'range') return this.range(statement, value, dot, variables);
    const inner = new Map(variables);
    for (const name of declares) inner.set(name, value);
    return isTrue(value)
      ? this.text(statement.body, statement.kind === 'with' ? value : dot, inner)
      : this.text(statement.otherwise, dot, variables);
  }

  private range(
    { expression, body, otherwise }: Block,
    value: unknown,
    dot: unknown,
    variables: ReadonlyMap<string, unknown>,
  ): string {
    const entries: [unknown, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isRecord(value)
        ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
        : [];
    if (entries.length === 0) return this.text(otherwise, dot, variables);
    return entries
      .map(([key, item]) => {
        const [first, second] = expression.declares;
        const inner = new Map(variables);
        if (second !== undefined) inner.set(second, item);
        if (first !== undefined) inner.set(first, second === undefined ? item : key);
        return this.text(body, item, inner);
      })
      .join('');
  }

  private value({ commands }: Expression, dot: unknown, variables: ReadonlyMap<string, unknown>): unknown {
    return commands.reduce<{ value?: unknown; isFirst: boolean }>(
      ({ value, isFirst }, [head, ...rest]) => {
        if (head === undefined) throw new TemplateError('a pipeline of the template is empty');
        if (head.kind !== 'word') return { value: this.operand(head, dot, variables), isFirst: false };
        const call = Object.hasOwn(functions, head.word) ? functions[head.word] : undefined;
        if (call === undefined) throw new TemplateError(`the function \`${head.word}\` is not evaluated`);
        const given = rest.map(operand => this.operand(operand, dot, variables));
        return { value: call(...given, ...(isFirst ? [] : [value])), isFirst: false };
      },
      { isFirst: true },
    ).value;
  }

  private operand(operand: Operand, dot: unknown, variables: ReadonlyMap<string, unknown>): unknown {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'word':
        return this.value({ declares: [], commands: [[operand]] }, dot, variables);
      case 'dot':
        return fieldOf(dot, operand.fields);
      case 'variable':
        if (!variables.has(operand.name)) throw new TemplateError(`the variable \`${operand.name}\` is not declared`);
        return fieldOf(variables.get(operand.name), operand.fields);
      case 'group':
        return fieldOf(this.value(operand.expression, dot, variables), operand.fields);
    }
  }
}

/** A key that is missing is nothing: an error with `missingkey=error`, `<no value>` without, and neither is a name. */
const fieldOf = (value: unknown, fields: readonly string[]): unknown =>
  fields.reduce<unknown>(
    (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );

/** As `if` of Go's templates takes it: empty texts, lists and maps are false. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

function printed(value: unknown): string {
  if (value === undefined || value === null) throw new TemplateError('a value of the template is missing');
  if (typeof value === 'object') throw new TemplateError('the template prints a map or a list');
  return String(value);
}
