import {
  boolYaml11Tag,
  constructFromEvents,
  defineScalarTag,
  dump,
  type Event,
  floatYaml11Tag,
  intYaml11Tag,
  legacyMapTag,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
  parseEvents,
  Schema,
  seqTag,
  strTag,
  YAMLException,
} from 'js-yaml';
import { findHostileAlias } from './yaml-aliases';
import { type Chunk, documentStarts, key, lineIndex, linesByPath, type Step, startOf } from './yaml-lines';

export type { Step } from './yaml-lines';

/** One YAML document with the place of everything in it. */
export interface YamlDocument {
  readonly value: unknown;
  /** Line of the document's first node, counted from 1. */
  readonly line: number;
  /** Line of the node at `path` (its key, in a mapping); of the nearest ancestor where the path does not exist. */
  lineOf(path: readonly Step[]): number;
}

/** A text that is not YAML. */
export class YamlSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
  ) {
    super(reason);
  }
}

/** Kubernetes decodes `!!binary` to the text that JSON then carries (sigs.k8s.io/yaml). */
const binaryTextTag = defineScalarTag<string>('tag:yaml.org,2002:binary', {
  resolve: source => {
    try {
      return new TextDecoder().decode(Uint8Array.from(atob(source), character => character.charCodeAt(0)));
    } catch {
      return NOT_RESOLVED;
    }
  },
  identify: () => false,
});

/**
 * YAML as Kubernetes reads it: 1.1 scalars (`0400` is octal, `yes` is true) without timestamps, which JSON does not
 * have (sigs.k8s.io/yaml).
 */
const kubernetesSchema = new Schema([
  nullYaml11Tag,
  boolYaml11Tag,
  intYaml11Tag,
  floatYaml11Tag,
  mergeTag,
  binaryTextTag,
  strTag,
  seqTag,
  legacyMapTag,
]);

/**
 * Parses a text of any number of documents; empty documents are left out.
 * @throws YamlSyntaxError with the line of the fault
 */
export function parseYaml(text: string): YamlDocument[] {
  return chunksOf(text).flatMap(chunk => parseChunk(chunk));
}

/**
 * Parses a file: what is called `.json` has to be one JSON value, because Argo CD reads it with a JSON decoder
 * (`getObjsFromYAMLOrJson` of its repo-server), although YAML would take comments and trailing commas too.
 * @throws YamlSyntaxError with the line of the fault
 */
export function parseFile(text: string, file: string): YamlDocument[] {
  if (/\.json$/i.test(file)) refuseOtherThanJson(text);
  return parseYaml(text);
}

/** @throws YamlSyntaxError */
function refuseOtherThanJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const message = String(error);
    const end = message.includes('end of JSON input') ? text.trimEnd().length : 0;
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? end);
    const reason = 'a `.json` file holds one JSON value, without comments and trailing commas';
    throw new YamlSyntaxError(reason, text.slice(0, position).split('\n').length);
  }
}

/** Characters of a chunk, and what the last of its documents has beyond them. */
const chunkLength = 1 << 16;

const documentMarker = /^---(?=\s|$)/gm;

/** `---` at the beginning of a line always begins a document; a text with directives, which precede it, is one chunk. */
function chunksOf(text: string): Chunk[] {
  if (text.length <= chunkLength || /^%/m.test(text)) return [{ text, linesBefore: 0 }];
  const chunks: Chunk[] = [];
  let linesBefore = 0;
  for (let start = 0; start < text.length; ) {
    documentMarker.lastIndex = start + chunkLength;
    const end = documentMarker.exec(text)?.index ?? text.length;
    const chunk = text.slice(start, end);
    chunks.push({ text: chunk, linesBefore });
    linesBefore += chunk.split('\n').length - 1;
    start = end;
  }
  return chunks;
}

function parseChunk({ text, linesBefore }: Chunk): YamlDocument[] {
  try {
    const events = parseEvents(text, {});
    const lineAt = lineIndex(text, linesBefore);
    refuseHostileAliases(events, text, lineAt);
    const values = constructFromEvents(events, { source: text, schema: kubernetesSchema });
    return documentStarts(events).flatMap((start, index) => {
      const value = values[index];
      if (value === null || value === undefined) return [];
      const first = events[start];
      const line = first === undefined ? linesBefore + 1 : lineAt(startOf(first));
      return [locate({ text, linesBefore }, index, line, value)];
    });
  } catch (error) {
    if (error instanceof YAMLException)
      throw new YamlSyntaxError(error.reason, linesBefore + (error.mark?.line ?? 0) + 1);
    throw error;
  }
}

/**
 * Writes documents so that any parser reads the same values, of YAML 1.1 or 1.2: what either takes for a number, a
 * Boolean or null is quoted. No anchors, no folded lines.
 * @throws for `undefined`, which YAML does not have
 */
export function formatYaml(documents: readonly unknown[]): string {
  return documents.map(document => dump(document, { lineWidth: -1, noRefs: true })).join('---\n');
}

/** `['spec', 'ports', 0, 'name']` → `spec.ports[0].name`; keys that are not plain words are quoted. */
export function formatPath(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** @throws YamlSyntaxError */
function refuseHostileAliases(events: readonly Event[], text: string, lineAt: (offset: number) => number): void {
  const hostile = findHostileAlias(events, text);
  if (hostile !== undefined) throw new YamlSyntaxError(hostile.reason, lineAt(hostile.offset));
}

/** Lines are asked of few documents, whose chunk is then parsed again: the events of all would fill the memory. */
function locate(chunk: Chunk, index: number, line: number, value: unknown): YamlDocument {
  let lines: ReadonlyMap<string, number> | undefined;
  return {
    value,
    line,
    lineOf: path => {
      if (path.length === 0) return line;
      lines ??= linesByPath(chunk, index, line);
      for (let length = path.length; length > 0; length--) {
        const found = lines.get(key(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return line;
    },
  };
}
