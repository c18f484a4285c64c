import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promises } from './promises';

test('the promise of the seed is written with the expressions that keep it', () => {
  const page = readFileSync(join(__dirname, '../../docs/observability.md'), 'utf8');
  expect(page).toContain(promises());
});

test('the sum of Hubble’s series is that of its rows', () => {
  const page = readFileSync(join(__dirname, '../../docs/observability.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `\w+` \|.+= ([\d,]+) \|$/gm)].map(([, number]) =>
    Number(number!.replace(',', '')),
  );
  const total = Number(/\*\*([\d,]+)\*\*/.exec(page)![1]!.replace(',', ''));
  expect(rows).toHaveLength(7);
  expect(rows.reduce((sum, row) => sum + row, 0)).toBe(total);
});
