import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { checkCase, type VectorCase } from '../policy/vector-case';
import { schemaOf } from '../upstream/schemas/load';

const USAGE = 'usage: npm run vectors -- FILE...';

/** Runs files of verdict vectors, JSON lines, plain or gzip; prints the count and every mismatch. */
export function main(files: readonly string[]): number {
  if (files.length === 0 || files.some(file => file.startsWith('-'))) {
    console.error(USAGE);
    return 64;
  }
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    let vectors: VectorCase[];
    try {
      vectors = readVectors(file);
    } catch (error) {
      console.error(`${file}: unreadable: ${error instanceof Error ? error.message : error}`);
      return 1;
    }
    for (const vector of vectors) {
      const mismatches = checkCase(vector, schemaOf);
      if (mismatches.length === 0) {
        passed++;
        continue;
      }
      failed++;
      console.log(`${file}: ${vector.name}${vector.about === undefined ? '' : `: ${vector.about}`}`);
      for (const { what, expected, found } of mismatches)
        console.log(`  ${what}\n    expected ${expected}\n    found    ${found}`);
      for (const policy of vector.policies) console.log(`  policy ${JSON.stringify(policy)}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 3;
}

export function readVectors(file: string): VectorCase[] {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line));
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
