import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handwritten, runbookPage, sections } from '../../observability/runbook-page';
import { bashBlocks, neverEnds, record } from '../../test/recorded-shell';
import { alertPages, indexPage } from './runbook-pages';

const folder = join(__dirname, '../../docs/runbooks');
const read = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');
const pages = [...alertPages()].map(([name, alerts]) => ({ name, alerts }));

test('there is a page for every alert, and no page without one', () => {
  const names = readdirSync(folder).map(file => file.replace(/\.md$/, ''));
  expect(names.sort()).toEqual([...pages.map(({ name }) => name), 'README'].sort());
});

test.each(pages)('the generated part of $name is up to date (`npm run pages`)', ({ name, alerts }) => {
  const page = read(name);
  expect(page).toBe(runbookPage(alerts, handwritten(page) ?? ''));
});

test.each(pages)('$name says what it means, what to run and how to fix it', ({ name }) => {
  const [, ...parts] = handwritten(read(name))!.split(/^## /m);
  const [meaning, commands, fix] = parts.map(part => part.split('\n').slice(1).join('\n').trim());
  expect(parts.map(part => part.split('\n')[0])).toEqual(sections);
  expect(meaning!.length).toBeGreaterThan(30);
  expect(commands).toMatch(/^```bash\n(.+\n)+```$/);
  expect(fix!.length).toBeGreaterThan(30);
});

test.each(pages)('links of $name lead to pages that exist', ({ name }) => {
  const linked = [...read(name).matchAll(/\]\((\w+)\.md/g)].map(match => match[1]!);
  expect(linked.filter(target => target !== 'README' && !pages.some(page => page.name === target))).toEqual([]);
});

test('the list of alerts is up to date', () => {
  expect(read('README')).toBe(indexPage());
});

/** Values that bash would act on wherever a block does not quote a variable. */
const hostile = `a b; touch given $(touch given) 'c' *`;
const labels = ['NODE', 'ADDRESS', 'NAMESPACE', 'NAME', 'WORKLOAD', 'VOLUME', 'LEASE', 'POOL', 'POLICY', 'APPLICATION'];
const variables = [...labels, 'SOURCE', 'DESTINATION', 'CLUSTER', 'CONTROL_PLANE', 'ALERTMANAGER', 'USER'];
const env = Object.fromEntries(variables.map(name => [name, hostile]));

test('the blocks of the list of alerts run what they show, and end', () => {
  for (const block of bashBlocks(indexPage())) {
    const { commands, complaints } = record(block, { env });
    expect(complaints).toBe('');
    expect(commands.filter(neverEnds)).toEqual([]);
  }
});

test.each(pages)('the blocks of $name run what they show with whatever labels, and end', ({ name }) => {
  const [functions] = bashBlocks(indexPage()) as [string];
  for (const block of bashBlocks(read(name))) {
    const { commands, complaints, made } = record(`${functions}${block}`, { env });
    expect(complaints).toBe('');
    expect(made).toEqual([]);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter(([program]) => program!.startsWith('unknown'))).toEqual([]);
    expect(commands.filter(neverEnds)).toEqual([]);
    for (const word of commands.flat().filter(word => word.includes('touch given'))) expect(word).toContain(hostile);
  }
});
