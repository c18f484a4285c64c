import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySettingsPage } from './policy-settings';

test('the page of settings is up to date', () => {
  const page = readFileSync(join(__dirname, '../../docs/policy-settings.md'), 'utf8');
  expect(page).toBe(`${policySettingsPage()}\n`);
});
