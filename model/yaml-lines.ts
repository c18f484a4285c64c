import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  parseEvents,
} from 'js-yaml';

/** A step into a document: a mapping's key or a sequence's index. */
export type Step = string | number;

/** Whole documents of a text, few enough to hold all of their events at once. */
export interface Chunk {
  readonly text: string;
  /** Lines of the text before it. */
  readonly linesBefore: number;
}

/** The index of each document's first node among the events. */
export function documentStarts(events: readonly Event[]): number[] {
  return events.flatMap((event, index) => (event.type === EVENT_DOCUMENT ? [index + 1] : []));
}

interface Parsed {
  readonly text: string;
  readonly events: readonly Event[];
  readonly starts: readonly number[];
}

let latest: Parsed = { text: '', events: [], starts: [] };

/** The documents of a chunk are mostly asked about one after the other. */
function eventsOf(text: string): Parsed {
  if (latest.text === text) return latest;
  const events = parseEvents(text, {});
  latest = { text, events, starts: documentStarts(events) };
  return latest;
}

/** The lines of all nodes of a document, by the key of their path. */
export function linesByPath({ text, linesBefore }: Chunk, document: number, line: number): Map<string, number> {
  const { events, starts } = eventsOf(text);
  const lineAt = lineIndex(text, linesBefore);
  const lines = new Map<string, number>();
  let next = starts[document] ?? 0;
  const isEnd = () => (events[next]?.type ?? EVENT_POP) === EVENT_POP;
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
      for (let index = 0; !isEnd(); index++) walk([...path, index], lineAt(startOf(events[next])));
      next++;
    } else if (event.type === EVENT_MAPPING) {
      while (!isEnd()) {
        const name = events[next];
        const nameLine = lineAt(startOf(name));
        const step = name?.type === EVENT_SCALAR ? text.slice(name.valueStart, name.valueEnd) : '';
        skip();
        walk([...path, step], nameLine);
      }
      next++;
    }
  };
  walk([], line);
  return lines;
}

export const key = (path: readonly Step[]): string => path.join('\u0000');

export function startOf(event: Event | undefined): number {
  if (event === undefined) return 0;
  if (event.type === EVENT_SCALAR) return event.valueStart;
  if (event.type === EVENT_ALIAS) return event.anchorStart;
  if (event.type === EVENT_SEQUENCE || event.type === EVENT_MAPPING) return event.start;
  return 0;
}

/** Maps an offset to its line by binary search over the line starts; `linesBefore` precede the text. */
export function lineIndex(text: string, linesBefore: number): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return offset => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? offset) <= offset) low = middle;
      else high = middle;
    }
    return linesBefore + low + 1;
  };
}
