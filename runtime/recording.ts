import { parseEvent, type RuntimeEvent } from './event';

/**
 * A line of a recording: an event that a policy can be about, `other` for Tetragon's other events, `foreign` for JSON
 * that is not an event, `invalid` for what is not JSON.
 */
export type RecordedLine = RuntimeEvent | 'other' | 'foreign' | 'invalid';

/** Reads a recording line by line; empty lines are skipped. A torn last line is `invalid`. */
export async function* readRecording(lines: AsyncIterable<string> | Iterable<string>): AsyncIterable<RecordedLine> {
  for await (const line of lines) if (line.trim() !== '') yield readLine(line);
}

function readLine(line: string): RecordedLine {
  try {
    return parseEvent(line);
  } catch (error) {
    if (error instanceof SyntaxError) return 'invalid';
    throw error;
  }
}
