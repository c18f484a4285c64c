import type { Construct } from 'constructs';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import type { Exposure } from '../graph/exposure';
import { allow } from './allow';
import { expose } from './expose';

export interface HubbleProps {
  readonly allowances: readonly Allowance[];
  readonly exposures: readonly Exposure[];
}

/**
 * What surrounds Hubble: policies for relay, user interface and the job that renews their certificates, and the route
 * to the interface. Hubble itself is part of Cilium's chart.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/observability/hubble/
 */
export class Hubble extends Layer {
  constructor(scope: Construct, name: string, { allowances, exposures }: HubbleProps) {
    super(scope, name);
    allow(this, allowances);
    expose(this, exposures);
  }
}
