import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from './exit-codes';

/** Events are some kilobytes long; what is longer than this many characters is cut off, and so unreadable. */
const longest = 1 << 24;

/** The lines of a recording, one at a time: a file, a file with gzip, or `-` for the standard input. @throws UsageError */
export function eventLines(place: string): AsyncIterable<string> {
  if (place !== '-' && !existsSync(place)) throw new UsageError(`\`${place}\` does not exist`);
  const bytes = place === '-' ? process.stdin : createReadStream(place);
  // The reader of the last stream is told of an error in any of them; `Readable.compose` at times leaves it waiting.
  return linesOf(place.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => {}) : bytes);
}

/** `readline` neither ends nor fails with a stream that fails. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncIterable<string> {
  let open = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    open = (open + first).slice(0, longest);
    for (const next of others) {
      yield open;
      open = next;
    }
  }
  yield open;
}
