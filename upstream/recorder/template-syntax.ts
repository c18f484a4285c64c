/** The part of Go's template language that shows which values a chart reads (`text/template` of Go 1.25). */
export type Block =
  | { readonly kind: 'action'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range' | 'define';
      readonly pipeline: Pipeline;
      readonly body: Block[];
      readonly otherwise: Block[];
    };

/** `$a, $b := f x | g`. */
export interface Pipeline {
  readonly variables: readonly string[];
  readonly commands: readonly Operand[][];
}

/** A word with the fields that follow it: `.Values.a` is the word `.` with two fields. */
export interface Operand {
  readonly word: string | Pipeline;
  readonly fields: readonly string[];
}

const action = /\{\{-?\s*(?:\/\*[\s\S]*?\*\/|([\s\S]*?))\s*-?\}\}/g;
const keyword = /^(else\s+)?(if|with|range|define|block|else|end)\b\s*/;
const token = /"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[|(=,]|\)(?:\.[\w-]+)*|\$?\w*(?:\.[\w-]+)+|\$\w*|\.|[^\s|()=,"`]+/g;

export function parseTemplate(text: string): Block[] {
  const top: Block[] = [];
  const stack: { body: Block[]; readonly otherwise: Block[] }[] = [];
  for (const [, source = ''] of text.matchAll(action)) {
    const open = stack.at(-1);
    const [prefix = '', chained, word] = keyword.exec(source) ?? [];
    if (word === 'end') {
      stack.pop();
      continue;
    }
    if (open !== undefined && (word === 'else' || chained !== undefined)) open.body = open.otherwise;
    if (word === 'else') continue;
    const pipeline = parsePipeline(source.slice(prefix.length));
    const siblings = open?.body ?? top;
    // `else if` shares the `end` of its chain: its condition is in the else branch, as is everything after it.
    if (word === undefined || chained !== undefined) siblings.push({ kind: 'action', pipeline });
    else {
      const block = { pipeline, body: [], otherwise: [] };
      siblings.push({ ...block, kind: (word === 'block' ? 'define' : word) as 'if' });
      stack.push({ ...block });
    }
  }
  return top;
}

function parsePipeline(source: string): Pipeline {
  const tokens = source.match(token) ?? [];
  let at = 0;
  const pipeline = (): Pipeline => {
    const commands: Operand[][] = [[]];
    let variables: string[] = [];
    while (at < tokens.length && !tokens[at]!.startsWith(')')) {
      const current = tokens[at++]!;
      const command = commands.at(-1)!;
      if (current === '|') commands.push([]);
      else if (current === ':=' || current === '=') {
        variables = command.splice(0).map(operand => operand.word as string);
      } else if (current === '(') {
        const inner = pipeline();
        const close = tokens[at++] ?? ')';
        command.push({ word: inner, fields: fieldsOf(close.slice(1)) });
      } else if (current !== ',') command.push(operandOf(current));
    }
    return { variables, commands: commands.filter(command => command.length > 0) };
  };
  return pipeline();
}

function operandOf(text: string): Operand {
  if (/^["`']/.test(text)) return { word: text, fields: [] };
  const dotted = /^(\$\w*|)((?:\.[\w-]+)+)$/.exec(text);
  if (dotted === null) return { word: text, fields: [] };
  return { word: dotted[1] === '' ? '.' : dotted[1]!, fields: fieldsOf(dotted[2]!) };
}

function fieldsOf(text: string): string[] {
  return text.split('.').filter(field => field !== '');
}
