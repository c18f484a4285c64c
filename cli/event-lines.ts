import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { reasonOf } from '../disk/walk';
import { UsageError } from './exit-codes';

/** Events are some kilobytes long; what is longer than this many characters is cut off, and so unreadable. */
const longest = 1 << 24;

/** The lines of a recording, one at a time: a file, a file with gzip, or `-` for the standard input. @throws UsageError */
export function eventLines(place: string): AsyncIterable<string> {
  if (place === '-') return linesOf(process.stdin, place);
  if (!existsSync(place)) throw new UsageError(`\`${place}\` does not exist`);
  if (statSync(place).isDirectory()) throw new UsageError(`\`${place}\` is a folder; name one recording`);
  if (/\.(?:tar|tgz|zip|tar\.gz)$/i.test(place)) throw new UsageError(`\`${place}\` is an archive; unpack it first`);
  const bytes = createReadStream(place);
  // The reader of the last stream sees an error in any of them; `Readable.compose` at times leaves it waiting.
  return linesOf(isGzip(place) ? pipeline(bytes, createGunzip(), () => {}) : bytes, place);
}

/** By its first bytes (RFC 1952), whatever its name. */
function isGzip(place: string): boolean {
  if (!statSync(place).isFile()) return place.endsWith('.gz');
  const file = openSync(place, 'r');
  const start = Buffer.alloc(2);
  readSync(file, start, 0, 2, 0);
  closeSync(file);
  return start.readUInt16BE() === 0x1f8b;
}

/** `readline` neither ends nor fails with a stream that fails. @throws naming the recording */
async function* linesOf(stream: NodeJS.ReadableStream, place: string): AsyncIterable<string> {
  let open = '';
  stream.setEncoding('utf8');
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n');
      open = (open + first).slice(0, longest);
      for (const next of others) {
        yield open;
        open = next;
      }
    }
  } catch (error) {
    throw new Error(`\`${place}\` cannot be read: ${reasonOf(error)}`);
  }
  yield open;
}
