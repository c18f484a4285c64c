import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertPropsOf } from '../../charts/alert-props';
import { dashboardsOf } from '../../observability/dashboards/dashboards';
import { fixtureFleet } from '../../test/fleet';
import { pictures } from './dashboard-pictures';

const folder = join(__dirname, '../../docs/dashboards');
const drawn = [...pictures()];

test.each(drawn)(
  '%s shows its dashboard; `npx tsx tools/pages/write-dashboards.ts` brings it up to date',
  (file, picture) => {
    expect(readFileSync(join(folder, file), 'utf8')).toBe(picture);
  },
);

test('there is a picture of every dashboard of the fleet, and of nothing else', () => {
  const names = new Set(fixtureFleet.flatMap(cluster => dashboardsOf(alertPropsOf(cluster)).map(({ name }) => name)));
  expect(readdirSync(folder).sort()).toEqual([...names].map(name => `${name}.svg`).sort());
});
