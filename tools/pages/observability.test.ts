import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgets, periodDays } from '../../observability/alerts/error-budgets';
import { pictures } from './dashboard-pictures';
import { promises } from './promises';

test('the page shows the current expressions for the promises of the design document', () => {
  const page = readFileSync(join(__dirname, '../../docs/observability.md'), 'utf8');
  expect(page).toContain(promises());
});

test('the total of Hubble’s series is the sum of its rows', () => {
  const page = readFileSync(join(__dirname, '../../docs/observability.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `\w+` \|.+= ([\d,]+) \|$/gm)].map(([, number]) =>
    Number(number!.replace(',', '')),
  );
  const total = Number(/\*\*([\d,]+)\*\*/.exec(page)![1]!.replace(',', ''));
  expect(rows).toHaveLength(7);
  expect(rows.reduce((sum, row) => sum + row, 0)).toBe(total);
});

test('the page names the objectives and every dashboard', () => {
  const page = readFileSync(join(__dirname, '../../docs/observability.md'), 'utf8');
  for (const { objective } of budgets) expect(page).toContain(`${100 * objective} % over ${periodDays} days`);
  const linked = [...page.matchAll(/\(dashboards\/([\w-]+\.svg)\)/g)].map(match => match[1]);
  expect(linked.sort()).toEqual([...pictures().keys()].sort());
});
