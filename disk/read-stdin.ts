import { readSync } from 'node:fs';
import { largestFile } from './walk';

/**
 * Everything on the standard input.
 * @throws where it is closed, or longer than any file may be
 */
export function readStdin(): Uint8Array {
  const chunks: Buffer[] = [];
  for (let size = 0; ; ) {
    const chunk = Buffer.alloc(1 << 16);
    const length = readChunk(chunk);
    if (length === 0) return Buffer.concat(chunks);
    size += length;
    if (size > largestFile) throw new Error(`it is longer than ${largestFile / 1e6} MB`);
    chunks.push(chunk.subarray(0, length));
  }
}

/** A pipe that does not block answers EAGAIN until the writer has written. */
function readChunk(chunk: Buffer): number {
  for (;;)
    try {
      return readSync(0, chunk);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EOF') return 0;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
}
