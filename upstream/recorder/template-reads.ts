import { type Block, type Operand, type Pipeline, parseTemplate } from './template-syntax';

/** What the templates of one chart read of its values. */
export interface Reads {
  /** Dotted paths as arrays of keys, in JSON, that a template names. */
  readonly named: ReadonlySet<string>;
  /** Paths that a template passes on whole (`toYaml`, `range`), so that any key below them counts. */
  readonly whole: ReadonlySet<string>;
}

/** What an expression may evaluate to; several where a template chooses (`default`, `or`). */
type Meaning = readonly Thing[];
type Thing = { root: true } | { path: readonly string[] } | { dict: ReadonlyMap<string, Meaning> };

const root: Meaning = [{ root: true }];
const chooses = new Set(['default', 'or', 'and', 'coalesce', 'required', 'deepCopy', 'mustDeepCopy', 'ternary']);
const readsWhole = new Set(
  'toYaml mustToYaml toJson mustToJson toPrettyJson toToml merge mustMerge mergeOverwrite mustMergeOverwrite omit pick keys values tpl range'.split(
    ' ',
  ),
);
const maxDepth = 12;

/** @param files Texts of templates and helpers, which share their definitions. */
export function readsOf(files: readonly string[]): Reads {
  const named = new Set<string>();
  const whole = new Set<string>();
  const trees = files.map(parseTemplate);
  const definitions = new Map<string, Block[]>();
  const seen = new Set<string>();
  for (const block of trees.flat())
    if (block.kind === 'define') definitions.set(literal(block.pipeline.commands[0]?.[0]) ?? '', block.body);

  const markWhole = (meaning: Meaning) => {
    for (const thing of meaning) {
      if ('path' in thing) whole.add(JSON.stringify(thing.path));
      if ('dict' in thing) for (const value of thing.dict.values()) markWhole(value);
    }
  };

  const select = (meaning: Meaning, fields: readonly string[]): Meaning =>
    fields.reduce<Meaning>(
      (current, field) =>
        current.flatMap((thing): Meaning => {
          if ('dict' in thing) return thing.dict.get(field) ?? [];
          if ('root' in thing) return field === 'Values' ? [{ path: [] }] : [];
          const path = [...thing.path, field];
          named.add(JSON.stringify(path));
          return [{ path }];
        }),
      meaning,
    );

  const evaluate = (blocks: readonly Block[], dot: Meaning, outer: Map<string, Meaning>, depth: number): void => {
    const variables = new Map(outer);

    const operand = ({ word, fields }: Operand): Meaning => {
      if (typeof word !== 'string') return select(pipeline(word), fields);
      if (word === '.') return select(dot, fields);
      if (word === '$') return select(variables.get('$') ?? root, fields);
      return word.startsWith('$') ? select(variables.get(word) ?? [], fields) : [];
    };

    const call = (name: string, operands: readonly Operand[], piped: Meaning | undefined, hashed: boolean): Meaning => {
      const given = operands.map(operand);
      const all = piped === undefined ? given : [...given, piped];
      if (name === 'include' || name === 'template') {
        invoke(literal(operands[0]) ?? '', all[1] ?? [], depth);
        return [];
      }
      if (name === 'dict') return [{ dict: dictOf(operands, all) }];
      if (name === 'index' || name === 'get' || name === 'hasKey' || name === 'dig') {
        const container = name === 'dig' ? all.at(-1)! : all[0]!;
        const keys = name === 'dig' ? operands.slice(0, -1 - (piped === undefined ? 1 : 0)) : operands.slice(1);
        const names = keys.map(literal);
        if (names.every(key => key !== undefined)) return select(container, names as string[]);
        markWhole(container);
        return [];
      }
      if (readsWhole.has(name) && !hashed) all.forEach(markWhole);
      return chooses.has(name) || name.startsWith('merge') || name.startsWith('mustMerge') ? all.flat() : [];
    };

    const pipeline = ({ commands }: Pipeline): Meaning => {
      let meaning: Meaning | undefined;
      // A checksum annotation prints all values of a component and says nothing about which of them exist.
      const hashed = commands.some(([head]) => head?.word === 'sha256sum');
      for (const [head, ...rest] of commands) {
        const isCall = typeof head!.word === 'string' && /^[a-zA-Z]/.test(head!.word) && head!.fields.length === 0;
        meaning = isCall ? call(head!.word as string, rest, meaning, hashed) : operand(head!);
        if (!isCall) rest.forEach(operand);
      }
      return meaning ?? [];
    };

    for (const block of blocks) {
      if (block.kind === 'define') continue;
      const meaning = pipeline(block.pipeline);
      if (block.kind === 'range') markWhole(meaning);
      // The names that `range` binds are keys and items of the whole, which is open already.
      const bound = block.kind === 'range' ? [] : meaning;
      for (const name of block.pipeline.variables) variables.set(name, bound);
      if (block.kind === 'action') continue;
      const inner = block.kind === 'with' ? meaning : block.kind === 'range' ? [] : dot;
      evaluate(block.body, inner, variables, depth);
      evaluate(block.otherwise, dot, variables, depth);
    }
  };

  const invoke = (name: string, dot: Meaning, depth: number) => {
    const key = `${name} ${describe(dot)}`;
    if (seen.has(key) || depth > maxDepth) return;
    seen.add(key);
    evaluate(definitions.get(name) ?? [], dot, new Map([['$', dot]]), depth + 1);
  };

  for (const tree of trees) evaluate(tree, root, new Map([['$', root]]), 0);
  return { named, whole };
}

function dictOf(operands: readonly Operand[], meanings: readonly Meaning[]): Map<string, Meaning> {
  const dict = new Map<string, Meaning>();
  for (let i = 0; i + 1 < operands.length; i += 2) dict.set(literal(operands[i]) ?? '', meanings[i + 1] ?? []);
  return dict;
}

function describe(meaning: Meaning): string {
  return JSON.stringify(meaning, (_, value) => (value instanceof Map ? [...value] : value));
}

function literal(operand: Operand | undefined): string | undefined {
  const word = operand?.word;
  return typeof word === 'string' && /^["`]/.test(word) ? word.slice(1, -1) : undefined;
}
