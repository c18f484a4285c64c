import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJsonSchema } from '../config/json-schema';

writeFileSync(join(__dirname, '../clusters/schema.json'), renderJsonSchema());
