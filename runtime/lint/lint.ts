import type { Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import { applyRules } from '../../model/rule';
import { isTracingPolicy, readPolicy } from '../read-policy';
import { tracingRules } from './rules';

/** What Tetragon 1.7 rejects, skips or reads otherwise than it looks, in the TracingPolicies among the manifests. */
export function lintPolicies(manifests: readonly Manifest[]): Finding[] {
  return applyRules(tracingRules, manifests.filter(({ object }) => isTracingPolicy(object)).map(readPolicy));
}
