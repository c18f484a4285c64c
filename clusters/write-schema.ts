import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJsonSchema } from '../spec/json-schema';

writeFileSync(join(__dirname, 'schema.json'), renderJsonSchema());
