import {
  boolYaml11Tag,
  constructFromEvents,
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
  nullYaml11Tag,
  parseEvents,
  Schema,
  seqTag,
  strTag,
  YAMLException,
} from 'js-yaml';

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

/**
 * YAML as Kubernetes reads it: 1.1 scalars (`0400` is octal, `yes` is true) without timestamps and binaries, which
 * JSON does not have (sigs.k8s.io/yaml).
 */
const kubernetesSchema = new Schema([
  nullYaml11Tag,
  boolYaml11Tag,
  intYaml11Tag,
  floatYaml11Tag,
  mergeTag,
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
    const values = constructFromEvents(events, { source: text, schema: kubernetesSchema });
    const lineAt = lineIndex(text);
    return splitDocuments(events)
      .map((document, index) => locate(document, text, lineAt, values[index]))
      .filter(document => document.value !== null && document.value !== undefined);
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

function splitDocuments(events: readonly Event[]): Event[][] {
  const documents: Event[][] = [];
  for (const event of events) {
    if (event.type === EVENT_DOCUMENT) documents.push([]);
    else documents.at(-1)?.push(event);
  }
  return documents;
}

function locate(events: readonly Event[], text: string, lineAt: (offset: number) => number, value: unknown) {
  const lines = new Map<string, number>();
  const first = events.find(event => event.type !== EVENT_POP);
  const line = first === undefined ? 1 : lineAt(startOf(first));
  let next = 0;

  const walk = (path: Step[], line: number): void => {
    const event = events[next++];
    if (event === undefined || event.type === EVENT_POP) return;
    lines.set(key(path), line);
    if (event.type === EVENT_SEQUENCE) {
      for (let index = 0; !atPop(); index++) walk([...path, index], lineAt(startOf(events[next]!)));
      next++;
    } else if (event.type === EVENT_MAPPING) {
      while (!atPop()) {
        const name = events[next]!;
        const nameLine = lineAt(startOf(name));
        const step = name.type === EVENT_SCALAR ? text.slice(name.valueStart, name.valueEnd) : '';
        skip();
        walk([...path, step], nameLine);
      }
      next++;
    }
  };
  const atPop = () => events[next] === undefined || events[next]!.type === EVENT_POP;
  const skip = () => {
    const event = events[next++];
    if (event?.type !== EVENT_SEQUENCE && event?.type !== EVENT_MAPPING) return;
    while (!atPop()) skip();
    next++;
  };

  walk([], line);
  return {
    value,
    line,
    lineOf: (path: readonly Step[]) => {
      for (let length = path.length; length > 0; length--) {
        const found = lines.get(key(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return line;
    },
  };
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
