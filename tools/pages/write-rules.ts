import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rulePages } from './rule-pages';

/** Writes `docs/rules/` anew. */
const folder = join(__dirname, '../../docs/rules');

rmSync(folder, { recursive: true, force: true });
for (const [file, text] of rulePages()) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
