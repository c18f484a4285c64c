import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fixtureFleet } from './fleet';
import { writtenFiles } from './written-files';

let project: string | undefined;

/** A repository after `npm run synth`: the cluster files of the tests, `dist/` and `gitops/`. Nobody may change it. */
export function fixtureProject(): string {
  if (project !== undefined) return project;
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(__dirname, 'clusters'), join(folder, 'clusters'), { recursive: true });
  for (const cluster of fixtureFleet) {
    const { managed, bootstrap } = writtenFiles(cluster, fixtureFleet);
    for (const [file, text] of [...managed, ...bootstrap]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  }
  project = folder;
  return folder;
}
