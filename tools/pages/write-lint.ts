import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintPages } from './lint-pages';

/** Writes `docs/lint/` anew. */
const folder = join(__dirname, '../../docs/lint');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [file, text] of lintPages()) writeFileSync(join(folder, file), text);
