import {
  boolYaml11Tag,
  constructFromEvents,
  defineScalarTag,
  dump,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
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

/** A step into a document: a mapping's key or a sequence's index. */
export type Step = string | number;

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
  try {
    const events = parseEvents(text, {});
    const lineAt = lineIndex(text);
    refuseHostileAliases(events, text, lineAt);
    const values = constructFromEvents(events, { source: text, schema: kubernetesSchema });
    return documentStarts(events).flatMap((start, index) => {
      const value = values[index];
      return value === null || value === undefined ? [] : [locate({ events, start, text, lineAt }, value)];
    });
  } catch (error) {
    if (error instanceof YAMLException) throw new YamlSyntaxError(error.reason, (error.mark?.line ?? 0) + 1);
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

/** `['spec', 'ports', 0, 'name']` → `spec.ports[0].name`; keys that are no plain words are quoted. */
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

/** The index of each document's first node among the events. */
function documentStarts(events: readonly Event[]): number[] {
  return events.flatMap((event, index) => (event.type === EVENT_DOCUMENT ? [index + 1] : []));
}

interface DocumentEvents {
  readonly events: readonly Event[];
  readonly start: number;
  readonly text: string;
  readonly lineAt: (offset: number) => number;
}

/** Lines are looked up for few documents, so they are indexed when the first one is asked for. */
function locate(document: DocumentEvents, value: unknown): YamlDocument {
  const first = document.events[document.start];
  const line = first === undefined ? 1 : document.lineAt(startOf(first));
  let lines: ReadonlyMap<string, number> | undefined;
  return {
    value,
    line,
    lineOf: path => {
      lines ??= linesByPath(document, line);
      for (let length = path.length; length > 0; length--) {
        const found = lines.get(key(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return line;
    },
  };
}

function linesByPath({ events, start, text, lineAt }: DocumentEvents, line: number): Map<string, number> {
  const lines = new Map<string, number>();
  let next = start;
  const isEnd = () => events[next] === undefined || events[next]!.type === EVENT_POP;
  const skip = () => {
    const event = events[next++];
    if (event?.type !== EVENT_SEQUENCE && event?.type !== EVENT_MAPPING) return;
    while (!isEnd()) skip();
    next++;
  };
  const walk = (path: Step[], line: number): void => {
    const event = events[next++];
    if (event === undefined || event.type === EVENT_POP) return;
    lines.set(key(path), line);
    if (event.type === EVENT_SEQUENCE) {
      for (let index = 0; !isEnd(); index++) walk([...path, index], lineAt(startOf(events[next]!)));
      next++;
    } else if (event.type === EVENT_MAPPING) {
      while (!isEnd()) {
        const name = events[next]!;
        const nameLine = lineAt(startOf(name));
        const step = name.type === EVENT_SCALAR ? text.slice(name.valueStart, name.valueEnd) : '';
        skip();
        walk([...path, step], nameLine);
      }
      next++;
    }
  };
  walk([], line);
  return lines;
}

const key = (path: readonly Step[]): string => path.join('\u0000');

function startOf(event: Event): number {
  if (event.type === EVENT_SCALAR) return event.valueStart;
  if (event.type === EVENT_ALIAS) return event.anchorStart;
  if (event.type === EVENT_SEQUENCE || event.type === EVENT_MAPPING) return event.start;
  return 0;
}

/** Maps an offset to its line by binary search over the line starts. */
function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return offset => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
