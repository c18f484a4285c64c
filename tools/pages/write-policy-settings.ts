import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySettingsPage } from './policy-settings';

writeFileSync(join(__dirname, '../../docs/policy-settings.md'), `${policySettingsPage()}\n`);
