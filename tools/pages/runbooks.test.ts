import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handwritten, runbookPage, sections } from '../../observability/runbook-page';
import { alertPages, indexPage } from './runbook-pages';

const folder = join(__dirname, '../../docs/runbooks');
const read = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');
const pages = [...alertPages()].map(([name, alerts]) => ({ name, alerts }));

test('there is a page for every alert, and no page without one', () => {
  const names = readdirSync(folder).map(file => file.replace(/\.md$/, ''));
  expect(names.sort()).toEqual([...pages.map(({ name }) => name), 'README'].sort());
});

test.each(pages)(
  '$name says what its alert says; `npx tsx tools/pages/write-runbooks.ts` brings it up to date',
  ({ name, alerts }) => {
    const page = read(name);
    expect(page).toBe(runbookPage(alerts, handwritten(page) ?? ''));
  },
);

test.each(pages)('$name says what it means, what to run and how to mend it', ({ name }) => {
  const [, ...parts] = handwritten(read(name))!.split(/^## /m);
  const [meaning, commands, mending] = parts.map(part => part.split('\n').slice(1).join('\n').trim());
  expect(parts.map(part => part.split('\n')[0])).toEqual(sections);
  expect(meaning!.length).toBeGreaterThan(30);
  expect(commands).toMatch(/^```bash\n(.+\n)+```$/);
  expect(mending!.length).toBeGreaterThan(30);
});

test.each(pages)('links of $name lead to pages that exist', ({ name }) => {
  const linked = [...read(name).matchAll(/\]\((\w+)\.md/g)].map(match => match[1]!);
  expect(linked.filter(target => target !== 'README' && !pages.some(page => page.name === target))).toEqual([]);
});

test('the list of alerts is up to date', () => {
  expect(read('README')).toBe(indexPage());
});
