import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures } from './dashboard-pictures';

/** Redraws `docs/dashboards/`. */
const folder = join(__dirname, '../../docs/dashboards');

mkdirSync(folder, { recursive: true });
for (const [file, picture] of pictures()) writeFileSync(join(folder, file), picture);
