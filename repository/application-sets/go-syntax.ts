/** Statements and expressions of Go's `text/template` (Go 1.25), as far as ApplicationSets use them. */
export type Statement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly expression: Expression }
  | Block;

export interface Block {
  readonly kind: 'if' | 'with' | 'range';
  readonly expression: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** `$a, $b := f x | g`. */
export interface Expression {
  readonly declares: readonly string[];
  readonly commands: readonly (readonly Operand[])[];
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | undefined }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'dot'; readonly fields: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: 'group'; readonly expression: Expression; readonly fields: readonly string[] };

interface Open {
  readonly kind: 'if' | 'with' | 'range';
  readonly expression: Expression;
  readonly body: Statement[];
  readonly otherwise: Statement[];
  into: Statement[];
  /** `else if` ends with its chain. */
  readonly isChained: boolean;
}

export function parseGoTemplate(text: string): Statement[] {
  const top: Statement[] = [];
  const stack: Open[] = [];
  const into = () => stack.at(-1)?.into ?? top;
  const open = (word: string, source: string, isChained: boolean) => {
    const own: Open = {
      kind: word as Open['kind'],
      expression: parseExpression(source),
      body: [],
      otherwise: [],
      into: [],
      isChained,
    };
    own.into = own.body;
    into().push(own);
    stack.push(own);
  };
  for (const part of partsOf(text)) {
    if ('text' in part) {
      if (part.text !== '') into().push({ kind: 'text', text: part.text });
      continue;
    }
    const [, word = '', rest = ''] = /^(if|with|range|else|end)\b\s*([\s\S]*)$/.exec(part.action) ?? [];
    if (word === 'end') {
      while (stack.pop()?.isChained === true);
    } else if (word === 'else') {
      const current = stack.at(-1);
      if (current !== undefined) current.into = current.otherwise;
      const [, chained, condition = ''] = /^(if|with)\b\s*([\s\S]*)$/.exec(rest) ?? [];
      if (chained !== undefined) open(chained, condition, true);
    } else if (word !== '') open(word, rest, false);
    else if (part.action !== '') into().push({ kind: 'action', expression: parseExpression(part.action) });
  }
  return top;
}

type Part = { readonly text: string } | { readonly action: string };

/** Text and actions in turn; `{{-` and `-}}` take the white space beside them away. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let isTrimmed = false;
  const push = (raw: string) => parts.push({ text: isTrimmed ? raw.trimStart() : raw });
  for (const match of text.matchAll(/\{\{(- )?\s*((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*?)\s*( -)?\}\}/g)) {
    const raw = text.slice(at, match.index);
    push(match[1] === undefined ? raw : raw.trimEnd());
    parts.push({ action: match[2]!.startsWith('/*') ? '' : match[2]! });
    isTrimmed = match[3] !== undefined;
    at = match.index + match[0].length;
  }
  push(text.slice(at));
  return parts;
}

const token =
  /"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[|(,]|\)(?:\.\w+)*|-?\d+(?:\.\d+)?(?!\w)|\$\w*(?:\.\w+)*|(?:\.\w+)+|\.|[A-Za-z_]\w*|=/g;

function parseExpression(source: string): Expression {
  const tokens = source.match(token) ?? [];
  let at = 0;
  const parse = (): Expression => {
    const commands: Operand[][] = [[]];
    let declares: string[] = [];
    while (at < tokens.length && !tokens[at]!.startsWith(')')) {
      const current = tokens[at++]!;
      const command = commands.at(-1)!;
      if (current === '|') commands.push([]);
      else if (current === ':=' || current === '=')
        declares = command.splice(0).flatMap(operand => (operand.kind === 'variable' ? [operand.name] : []));
      else if (current === '(') {
        const expression = parse();
        const close = tokens[at++] ?? ')';
        command.push({ kind: 'group', expression, fields: fieldsOf(close.slice(1)) });
      } else if (current !== ',') command.push(operandOf(current));
    }
    return { declares, commands };
  };
  return parse();
}

function operandOf(text: string): Operand {
  if (text.startsWith('"')) return { kind: 'literal', value: unquoted(text) };
  if (text.startsWith('`')) return { kind: 'literal', value: text.slice(1, -1) };
  if (/^-?\d/.test(text)) return { kind: 'literal', value: Number(text) };
  if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
  if (text === 'nil') return { kind: 'literal', value: undefined };
  if (text.startsWith('.')) return { kind: 'dot', fields: fieldsOf(text) };
  if (!text.startsWith('$')) return { kind: 'word', word: text };
  const [name = '$', ...fields] = text.split('.');
  return { kind: 'variable', name, fields };
}

const fieldsOf = (text: string) => text.split('.').filter(field => field !== '');

/** Go's escapes are those of JSON, but for a few that nobody writes in a template. */
function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
