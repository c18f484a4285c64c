import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explanationOf, pageOf, ruleSets } from '../../cli/rule-sets';
import { rulePages } from './rule-pages';

const folder = join(__dirname, '../../docs/rules');

const pages = [...rulePages()];

test('there is a page for each rule, and no other', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md'));
  expect(files.map(file => file.replaceAll('\\', '/')).sort()).toEqual(pages.map(([file]) => file).sort());
});

test.each(pages)('%s says what its rule says; `npx tsx tools/pages/write-rules.ts` updates it', (file, page) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(page);
});

describe.each(ruleSets.map(set => [set.name, set] as const))('%s', (name, { command = 'check', load }) => {
  const rules = load();

  test('codes are unique, titles are sentences without a full stop, reasons are sentences', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
    for (const { code, title, why } of rules) {
      expect(code).toMatch(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/);
      expect(title).not.toMatch(/^(?:a|an|the) |[.?!]$/);
      expect(why).toMatch(/[.)]$/);
    }
  });

  test('findings lead to the page, and `--explain` prints it', () => {
    for (const { code } of rules) {
      expect(pageOf(command, code)).toBe(`docs/rules/${name}/${code}.md`);
      expect(`${explanationOf(command, code)}\n`).toBe(rulePages().get(`${name}/${code}.md`));
    }
  });
});
