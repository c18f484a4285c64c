import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handwritten, runbookPage, sections } from '../../observability/runbook-page';
import { alertPages, indexPage } from './runbook-pages';

/** Rewrites `docs/runbooks/` but keeps the handwritten parts. A new alert gets a page with headings to fill in. */
const folder = join(__dirname, '../../docs/runbooks');

const empty = sections.map(section => `## ${section}\n`).join('\n');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

mkdirSync(folder, { recursive: true });
for (const [name, alerts] of alertPages()) {
  const file = join(folder, `${name}.md`);
  writeFileSync(file, runbookPage(alerts, handwritten(read(file)) ?? empty));
}
writeFileSync(join(folder, 'README.md'), indexPage());
