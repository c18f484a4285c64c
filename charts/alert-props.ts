import type { Cluster } from '../config/schema/cluster';
import type { AlertProps, TracingPolicySeverity } from '../observability/alerts/alert';
import { emittedPolicies } from './tracing-policies/emitted';

/** What the alerts of a cluster are made from. */
export function alertPropsOf(cluster: Cluster): AlertProps {
  const policies = cluster.runtimeSecurity === false ? [] : emittedPolicies(cluster.runtimeSecurity);
  const tracingPolicies = policies.map(({ name, annotations }) => ({
    name,
    severity: annotations?.['infraflux.dev/severity'] as TracingPolicySeverity['severity'],
  }));
  return { cluster, tracingPolicies };
}
