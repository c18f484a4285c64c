import type { Check } from './check';
import { requireReferences } from './require-references';
import { validOrder } from './valid-order';
import { validSchema } from './valid-schema';
import { validYaml } from './valid-yaml';

/** Every check, in the order of `docs/checks/README.md`. A new one is a file and a line here. */
export const allChecks: readonly Check[] = [validYaml, validSchema, requireReferences, validOrder];
