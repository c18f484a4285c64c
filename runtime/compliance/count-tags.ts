import { readRecording } from '../recording';

/** How many recorded events carry each tag. */
export async function countTags(lines: AsyncIterable<string> | Iterable<string>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const event of readRecording(lines)) {
    const tags = typeof event === 'string' ? [] : event.tags;
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return counts;
}
