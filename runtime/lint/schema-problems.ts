import type { Violation } from '../../model/structure/violation';
import { violations } from '../../model/structure/violations';
import type { Policy } from '../policy';
import type { Problem, TracingView } from './rule';

/** What the schema of the CRD says about the `spec` of a policy: fields that do not exist, or everything else. */
export function schemaProblems({ manifest }: Policy, { schemaOf }: TracingView, unknown: boolean): Problem[] {
  const schema = schemaOf(manifest.object);
  if (schema === undefined) return [];
  return violations(manifest.object, schema)
    .filter(({ at, kind }) => at[0] === 'spec' && (kind === 'unknown') === unknown)
    .map(({ kind: _, ...words }: Violation) => words);
}
