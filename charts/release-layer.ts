import type { Construct } from 'constructs';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import type { Exposure } from '../graph/interface';
import type { ReleaseFacts } from '../graph/layer';
import { allow } from './allow';
import { expose } from './expose';

export interface ReleaseLayerProps {
  /** None where the pods come from the chart of another layer. */
  readonly release?: ReleaseFacts;
  readonly allowances: readonly Allowance[];
  readonly exposures: readonly Exposure[];
}

/**
 * A layer that writes no objects of its own: a chart, the policies of its pods, and the routes to its user interfaces.
 * `graph/layers/` has all of it.
 */
export class ReleaseLayer extends Layer {
  constructor(scope: Construct, name: string, { release, allowances, exposures }: ReleaseLayerProps) {
    super(scope, name);
    allow(this, allowances);
    if (release) new HelmRelease(this, 'release', release);
    expose(this, exposures);
  }
}
