import { byPlace, type Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import { formatPath } from '../../model/yaml';
import { isTracingPolicy, readPolicy } from '../read-policy';
import { traps } from './all';

/** What Tetragon 1.7 would refuse, skip or mean otherwise, in the TracingPolicies among the manifests. */
export function lintPolicies(manifests: readonly Manifest[]): Finding[] {
  const policies = manifests.filter(({ object }) => isTracingPolicy(object)).map(readPolicy);
  return policies
    .flatMap(policy =>
      traps.flatMap(({ code, severity, find }) =>
        find(policy, policies).map(({ path, ...fault }) => ({
          code,
          severity,
          file: policy.manifest.file,
          line: policy.manifest.lineOf(path),
          path: formatPath(path),
          ...fault,
        })),
      ),
    )
    .sort(byPlace);
}
