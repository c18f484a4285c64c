import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import { TracedPolicy } from '../constructs/tracing-policy';
import type { Allowance } from '../graph/allowance';
import { tetragonAgent } from '../graph/layers/tetragon';
import { allow } from './allow';
import { tetragonValues } from './tetragon-values';
import { emittedPolicies } from './tracing-policies/emitted';

export interface TetragonProps {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly runtimeSecurity: Exclude<Cluster['runtimeSecurity'], false>;
  readonly monitored: boolean;
  readonly allowances: readonly Allowance[];
}

/**
 * Tetragon, which sees every process, and the policies on what it reports, refuses or kills. Needs nodes whose kernel
 * is not locked down to confidentiality.
 *
 * Upstream: https://tetragon.io/docs/
 */
export class Tetragon extends Layer {
  constructor(scope: Construct, name: string, props: TetragonProps) {
    super(scope, name);
    const { cluster, runtimeSecurity, monitored, allowances } = props;
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts.tetragon,
      releaseName: 'tetragon',
      namespace: tetragonAgent.namespace,
      values: tetragonValues({ cluster, monitored }),
    });
    for (const policy of emittedPolicies(runtimeSecurity)) new TracedPolicy(this, policy.name, policy);
  }
}
