import { EndpointPolicy } from '../constructs/endpoint-policy';
import type { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';

/** The policies of a layer's own pods, one for each workload, named after it. */
export function allow(layer: Layer, allowances: readonly Allowance[]): void {
  for (const { subject, ingress, egress } of allowances) {
    const { name, namespace, labels } = subject;
    new EndpointPolicy(layer, `policy-${namespace}-${name}`, { name, namespace, labels, ingress, egress });
  }
}
