import type { Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import { applyRules } from '../../model/rule';
import type { SchemaOf } from '../../model/schema';
import { isTracingPolicy, readPolicy } from '../read-policy';
import { tracingRules } from './rules';

/**
 * What the API server or Tetragon 1.7 rejects, skips or reads otherwise than it looks, in the TracingPolicies among the
 * manifests.
 */
export function lintPolicies(manifests: readonly Manifest[], schemaOf: SchemaOf): Finding[] {
  const policies = manifests.filter(({ object }) => isTracingPolicy(object)).map(readPolicy);
  return applyRules(tracingRules, { policies, schemaOf });
}
