import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exampleFiles } from '../example-files';
import { main } from './run';

/** Runs a suite on a fixture of `testdata/`, whose text may be edited first. */
export function runSuite(suite: string, fixture: string, edit = (text: string) => text): { code: number; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation(text => void lines.push(String(text)));
  try {
    for (const [file, text] of exampleFiles(edit(readFileSync(join(__dirname, 'testdata', fixture), 'utf8')))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return { code: main([suite, folder]), out: lines.join('\n') };
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
}
