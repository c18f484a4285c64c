import { EVENT_SCALAR, parseEvents, YAMLException } from 'js-yaml';

/** A comment of a YAML text. */
export interface YamlComment {
  /** What follows the marker, trimmed. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Whether the line holds nothing else. */
  readonly isAlone: boolean;
}

/**
 * The comments that begin with a marker, in the order of their lines. What only looks like a comment, inside a quoted
 * text or a block of text, does not count; a text that is not YAML has none.
 */
export function commentsIn(text: string, marker: string): YamlComment[] {
  if (!text.includes(marker)) return [];
  const found = [...text.matchAll(new RegExp(`^(.*?)(?<=^|[ \\t])#[ \\t]*${marker}\\b(.*)$`, 'gm'))];
  const scalars = scalarsIn(text);
  if (scalars === undefined) return [];
  return found.flatMap(({ 1: before = '', 2: after = '', index }) => {
    const at = index + before.length;
    if (scalars.some(({ start, end }) => start <= at && at < end)) return [];
    const line = text.slice(0, index).split('\n').length;
    return [{ text: after.replace(/^:/, '').trim(), line, isAlone: before.trim() === '' }];
  });
}

function scalarsIn(text: string): { start: number; end: number }[] | undefined {
  try {
    return parseEvents(text, {}).flatMap(event =>
      event.type === EVENT_SCALAR ? [{ start: event.valueStart, end: event.valueEnd }] : [],
    );
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
