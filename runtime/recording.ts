import { parseEvent, type RuntimeEvent } from './event';

/** A line of a recording: an event, `other` where no policy is about it, or `invalid` where it is not JSON. */
export type RecordedLine = RuntimeEvent | 'other' | 'invalid';

/** Reads a recording line by line; empty lines are skipped. A torn last line is `invalid`. */
export async function* readRecording(lines: AsyncIterable<string> | Iterable<string>): AsyncIterable<RecordedLine> {
  for await (const line of lines) if (line.trim() !== '') yield readLine(line);
}

function readLine(line: string): RecordedLine {
  try {
    return parseEvent(line) ?? 'other';
  } catch (error) {
    if (error instanceof SyntaxError) return 'invalid';
    throw error;
  }
}
