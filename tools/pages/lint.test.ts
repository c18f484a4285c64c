import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageOf } from '../../cli/rule-sets';
import { lintRules } from '../../policy/lint/rules';
import { lintPages } from './lint-pages';

test('the pages say what the rules say; `npx tsx tools/pages/write-lint.ts` brings them up to date', () => {
  const folder = join(__dirname, '../../docs/lint');
  const written = readdirSync(folder).map(file => [file, readFileSync(join(folder, file), 'utf8')] as const);
  expect(new Map(written)).toEqual(lintPages());
});

test('findings point to them', () => {
  for (const { code } of lintRules) expect(pageOf('lint', code)).toBe(`docs/lint/${code}.md`);
});
