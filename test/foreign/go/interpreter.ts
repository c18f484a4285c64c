import { calculate } from './arithmetic';
import { expressionsAfterNames, specsOf, targetsOf } from './declarations';
import { bindOperators, type Operation } from './operators';
import { Scope } from './scope';
import { type GoFile, lineIn, partsOf, type SyntaxNode, textIn } from './syntax';
import {
  type Callable,
  describe,
  isList,
  isMap,
  listOf,
  numberOf,
  Struct,
  Tuple,
  UnsupportedError,
  type Value,
} from './values';

/** What the files do not define: packages, and methods of the types that they use. */
export interface Library {
  readonly globals: ReadonlyMap<string, Value>;
  /** A method or a field that a value has besides its own. */
  member?(receiver: Value, name: string): Value | undefined;
}

export interface Interpreter {
  /** Names of the functions, methods as `Type.Method`. */
  readonly functions: readonly string[];
  /** @throws UnsupportedError */
  call(name: string, args: readonly Value[]): Value;
  /** Evaluates each variable named `_`: such a variable exists for what its expression does. */
  readonly unnamed: readonly (() => Value)[];
  /** Of a variable or constant of the package. @throws UnsupportedError */
  value(name: string): Value;
}

type Signal = 'break' | 'continue' | { readonly result: Value };

const maximumRounds = 10_000;

/** Runs the part of Go that tables of tests are written in; anything else is an `UnsupportedError`. */
export function createInterpreter(files: readonly GoFile[], { globals, member }: Library): Interpreter {
  const functions = new Map<string, { readonly node: SyntaxNode; readonly file: GoFile }>();
  const variables = new Map<string, { readonly node: SyntaxNode; readonly file: GoFile }>();
  const unnamed: (() => Value)[] = [];
  const universe = new Scope();
  for (const [name, value] of globals) universe.declare(name, value);
  for (const file of files) for (const node of partsOf(file.top)) declareTop(file, node);

  return {
    functions: [...functions.keys()],
    unnamed,
    call: (name, args) => callOf(name)(args, 0),
    value: name => {
      const value = packageVariable(name);
      if (value === undefined) throw new UnsupportedError(`\`${name}\` is not defined`);
      return value;
    },
  };

  function declareTop(file: GoFile, node: SyntaxNode): void {
    if (node.name === 'FunctionDecl') functions.set(textIn(file, node.getChild('DefName')!), { node, file });
    if (node.name === 'MethodDecl') {
      const receiver = textIn(file, node.getChild('Parameters')!)
        .replace(/^\(\w*\s*\*?|\)$/g, '')
        .trim();
      functions.set(`${receiver}.${textIn(file, node.getChild('FieldName')!)}`, { node, file });
    }
    for (const spec of specsOf(node))
      for (const name of spec.getChildren('DefName').map(each => textIn(file, each)))
        if (name !== '_') variables.set(name, { node: spec, file });
        else for (const value of expressionsAfterNames(spec, 1)) unnamed.push(() => evaluate(value, file, universe));
  }

  function callOf(name: string): Callable {
    const found = functions.get(name);
    if (found === undefined) throw new UnsupportedError(`\`${name}\` is not defined`);
    return functionOf(found.node, found.file, universe);
  }

  function functionOf(node: SyntaxNode, file: GoFile, outer: Scope): Callable {
    const lists = node.getChildren('Parameters').slice(node.name === 'MethodDecl' ? 1 : 0);
    const [parameters = [], results = []] = lists.map(list =>
      list.getChildren('Parameter').flatMap(each => each.getChildren('DefName').map(name => textIn(file, name))),
    );
    const body = node.getChild('Block');
    return args => {
      const scope = new Scope(outer);
      parameters.forEach((name, index) => {
        scope.declare(name, args[index] ?? null);
      });
      for (const name of results) scope.declare(name, null);
      const signal = body === null ? undefined : block(body, file, scope);
      if (typeof signal !== 'object') return new Tuple(results.map(name => scope.find(name) ?? null));
      const isBare = signal.result instanceof Tuple && signal.result.values.length === 0 && results.length > 0;
      return isBare ? new Tuple(results.map(name => scope.find(name) ?? null)) : signal.result;
    };
  }

  function block(node: SyntaxNode, file: GoFile, outer: Scope): Signal | undefined {
    const scope = new Scope(outer);
    for (const statement of partsOf(node)) {
      const signal = execute(statement, file, scope);
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  function execute(node: SyntaxNode, file: GoFile, scope: Scope): Signal | undefined {
    const run = (expression: SyntaxNode) => evaluate(expression, file, scope);
    const parts = partsOf(node);
    switch (node.name) {
      case 'VarDecl':
      case 'ConstDecl':
        declare(node, file, scope);
        return undefined;
      case 'Assignment':
        update(node, file, scope);
        return undefined;
      case 'IncDecStatement': {
        const step = textIn(file, parts[1]!) === '++' ? 1 : -1;
        assign(parts[0]!, numberOf(run(parts[0]!)) + step, file, scope);
        return undefined;
      }
      case 'ExprStatement':
        run(parts[0]!);
        return undefined;
      case 'ReturnStatement': {
        const values = parts.map(run);
        return { result: values.length === 1 ? values[0]! : new Tuple(values) };
      }
      case 'IfStatement': {
        const inner = new Scope(scope);
        const isInit = /^(VarDecl|Assignment|ExprStatement)$/.test(parts[0]!.name);
        if (isInit) execute(parts[0]!, file, inner);
        const [condition, then, otherwise] = parts.slice(isInit ? 1 : 0);
        if (evaluate(condition!, file, inner) === true) return block(then!, file, inner);
        if (otherwise === undefined) return undefined;
        return otherwise.name === 'Block' ? block(otherwise, file, inner) : execute(otherwise, file, inner);
      }
      case 'ForStatement':
        return loop(node, file, new Scope(scope));
      case 'GotoStatement': {
        const word = textIn(file, node);
        if (word === 'break' || word === 'continue') return word;
        break;
      }
      case 'Block':
        return block(node, file, scope);
    }
    throw unsupported(node, file);
  }

  function declare(node: SyntaxNode, file: GoFile, scope: Scope): void {
    const specs = specsOf(node);
    for (const spec of specs.length > 0 ? specs : [node]) {
      const names = spec.getChildren('DefName').map(name => textIn(file, name));
      const values = expressionsAfterNames(spec, names.length);
      const results = spread(
        values.map(value => evaluate(value, file, scope)),
        names.length,
      );
      names.forEach((name, index) => {
        scope.declare(name, results[index] ?? null);
      });
    }
  }

  function update(node: SyntaxNode, file: GoFile, scope: Scope): void {
    const operator = node.getChild('UpdateOp');
    const all = partsOf(node).filter(part => part.name !== 'UpdateOp');
    const count = operator === null ? targetsOf(node) : 1;
    const targets = all.slice(0, count);
    const values = spread(
      all.slice(count).map(value => evaluate(value, file, scope)),
      count,
    );
    targets.forEach((target, index) => {
      const value = values[index] ?? null;
      const arithmetic = operator === null ? undefined : textIn(file, operator).slice(0, -1);
      const before = () => evaluate(target, file, scope);
      assign(target, arithmetic === undefined ? value : binary(arithmetic, before(), value, node, file), file, scope);
    });
  }

  function assign(target: SyntaxNode, value: Value, file: GoFile, scope: Scope): void {
    const [base, key] = partsOf(target);
    if (target.name === 'VariableName') {
      const name = textIn(file, target);
      if (name !== '_' && !scope.assign(name, value)) throw unsupported(target, file);
    } else if (target.name === 'SelectorExpr') {
      const before = evaluate(base!, file, scope);
      if (!(before instanceof Struct)) throw unsupported(target, file);
      assign(base!, before.with(textIn(file, key!), value), file, scope);
    } else if (target.name === 'IndexExpr') {
      const [before, index] = [base!, key!].map(part => evaluate(part, file, scope)) as [Value, Value];
      if (isList(before)) assign(base!, before.with(numberOf(index), value), file, scope);
      else if (isMap(before)) assign(base!, new Map([...before, [index, value]]), file, scope);
      else throw unsupported(target, file);
    } else throw unsupported(target, file);
  }

  function loop(node: SyntaxNode, file: GoFile, scope: Scope): Signal | undefined {
    const body = node.getChild('Block')!;
    const range = node.getChild('RangeClause');
    const round = (): Signal | undefined => {
      const signal = block(body, file, scope);
      return signal === 'continue' ? undefined : signal;
    };
    if (range !== null) {
      const names = range.getChildren('DefName').map(name => textIn(file, name));
      const over = evaluate(partsOf(range).at(-1)!, file, scope);
      const entries: readonly (readonly [Value, Value])[] = isMap(over) ? [...over] : [...listOf(over).entries()];
      for (const entry of entries) {
        names.forEach((name, index) => {
          scope.declare(name, entry[index] ?? null);
        });
        const signal = round();
        if (signal !== undefined) return signal === 'break' ? undefined : signal;
      }
      return undefined;
    }
    const [first, condition, step] = partsOf(node.getChild('ForClause') ?? node);
    if (node.getChild('ForClause') === null || step === undefined) throw unsupported(node, file);
    execute(first!, file, scope);
    for (let rounds = 0; evaluate(condition!, file, scope) === true; rounds++) {
      if (rounds > maximumRounds) throw unsupported(node, file);
      const signal = round();
      if (signal !== undefined) return signal === 'break' ? undefined : signal;
      execute(step, file, scope);
    }
    return undefined;
  }

  function evaluate(node: SyntaxNode, file: GoFile, scope: Scope): Value {
    return operate(
      bindOperators(node, each => textIn(file, each)),
      file,
      scope,
    );
  }

  function operate(operation: Operation, file: GoFile, scope: Scope): Value {
    switch (operation.kind) {
      case 'operand': {
        const value = primary(operation.node, file, scope);
        return operation.postfixes.reduce((base, postfix) => follow(base, postfix, file, scope), value);
      }
      case 'unary': {
        const [operator, value] = [textIn(file, operation.at), operate(operation.operand, file, scope)];
        if (operator === '!') return value !== true;
        return operator === '-' ? -numberOf(value) : value;
      }
      case 'binary': {
        const operator = textIn(file, partsOf(operation.at)[1]!);
        const left = operate(operation.left, file, scope);
        if (operator === '&&' || operator === '||')
          return left === (operator === '||') ? left : operate(operation.right, file, scope);
        return binary(operator, left, operate(operation.right, file, scope), operation.at, file);
      }
    }
  }

  /** A selector, a call or an index, of a value. */
  function follow(base: Value, node: SyntaxNode, file: GoFile, scope: Scope): Value {
    const run = (part: SyntaxNode) => evaluate(part, file, scope);
    const last = partsOf(node).at(-1)!;
    if (node.name === 'SelectorExpr') return select(base, textIn(file, last), node, file);
    if (node.name === 'IndexExpr') {
      const key = run(last);
      return isMap(base) ? (base.get(key) ?? null) : (listOf(base)[numberOf(key)] ?? null);
    }
    if (typeof base !== 'function') throw unsupported(node, file);
    const args = partsOf(last).map(run);
    const isSpread = /\.\.\.\s*\)$/.test(textIn(file, last));
    const passed = isSpread ? [...args.slice(0, -1), ...listOf(args.at(-1))] : args;
    return base(passed.length === 1 && passed[0] instanceof Tuple ? passed[0].values : passed, lineIn(file, node));
  }

  function primary(node: SyntaxNode, file: GoFile, scope: Scope): Value {
    const text = textIn(file, node);
    const parts = partsOf(node);
    const run = (part: SyntaxNode | undefined) => evaluate(part!, file, scope);
    switch (node.name) {
      case 'Number':
        return Number(text.replaceAll('_', ''));
      case 'String':
        return text.startsWith('`') ? text.slice(1, -1) : (JSON.parse(text) as string);
      case 'Bool':
        return text === 'true';
      case 'Nil':
        return null;
      case 'VariableName':
        return variable(text, node, file, scope);
      case 'Conversion':
        return run(parts.at(-1));
      case 'ParenthesizedExpr':
        return run(parts[0]);
      case 'FunctionLiteral':
        return functionOf(node, file, scope);
      case 'TypedLiteral':
        return literal(node.getChild('LiteralValue')!, parts[0]!, file, scope);
    }
    throw unsupported(node, file);
  }

  function variable(name: string, node: SyntaxNode, file: GoFile, scope: Scope): Value {
    const local = scope.find(name);
    if (local !== undefined) return local;
    if (functions.has(name)) return callOf(name);
    if (name === 'append') return ([list, ...items]) => [...listOf(list), ...items];
    if (name === 'len') return ([list]) => (typeof list === 'string' ? list.length : listOf(list).length);
    const value = packageVariable(name);
    if (value === undefined) throw unsupported(node, file);
    return value;
  }

  function packageVariable(name: string): Value | undefined {
    const found = variables.get(name);
    if (found === undefined) return undefined;
    const names = found.node.getChildren('DefName').map(each => textIn(found.file, each));
    const value = expressionsAfterNames(found.node, names.length)[names.indexOf(name)];
    return value === undefined ? null : evaluate(value, found.file, universe);
  }

  function select(base: Value, name: string, node: SyntaxNode, file: GoFile): Value {
    const known = member?.(base, name);
    if (known !== undefined) return known;
    if (base instanceof Struct && (base.isLiteral || base.fields.has(name))) return base.fields.get(name) ?? null;
    throw unsupported(node, file);
  }

  /** Of the type that is written, or that the list around it says. */
  function literal(node: SyntaxNode, type: SyntaxNode, file: GoFile, scope: Scope): Value {
    const elements = node.getChildren('Element').map(element => {
      const key = element.getChild('Key');
      const value = partsOf(element).at(-1)!;
      return { key: key?.firstChild ?? undefined, value };
    });
    const item = partsOf(type).at(-1) ?? type;
    const of = (value: SyntaxNode) =>
      value.name === 'LiteralValue' ? literal(value, item, file, scope) : evaluate(value, file, scope);
    if (type.name === 'SliceType' || type.name === 'ArrayType') return elements.map(({ value }) => of(value));
    if (type.name === 'MapType')
      return new Map(elements.map(({ key, value }) => [evaluate(key!, file, scope), of(value)]));
    const name = textIn(file, type);
    // What a named type is shows in its elements: without keys it is a list, with keys that are strings a map.
    if (elements.some(({ key }) => key === undefined)) return elements.map(({ value }) => of(value));
    if (elements.some(({ key }) => key?.name === 'String'))
      return new Map(elements.map(({ key, value }) => [evaluate(key!, file, scope), of(value)]));
    return new Struct(name, new Map(elements.map(({ key, value }) => [textIn(file, key!), of(value)])), true);
  }

  function binary(operator: string, left: Value, right: Value, node: SyntaxNode, file: GoFile): Value {
    const result = calculate(operator, left, right);
    if (result === undefined) throw unsupported(node, file);
    return result;
  }

  function unsupported(node: SyntaxNode, file: GoFile): UnsupportedError {
    const [first = ''] = textIn(file, node).split('\n');
    return new UnsupportedError(`\`${first.slice(0, 60)}\` (${node.name})`);
  }
}

/** The values for several names: of one call, its results. */
function spread(values: readonly Value[], count: number): readonly Value[] {
  const [only] = values;
  if (count > 1 && values.length === 1) {
    if (only instanceof Tuple) return only.values;
    throw new UnsupportedError(`${describe(only)} where ${count} values are expected`);
  }
  return values;
}
