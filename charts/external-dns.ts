import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import { allow } from './allow';
import { type ExternalDNSValuesProps, externalDNSValues } from './external-dns-values';

export interface ExternalDNSProps extends ExternalDNSValuesProps {
  readonly allowances: readonly Allowance[];
}

/**
 * Records for the host names of routes on labelled Gateways, and for Services and DNSEndpoints that ask by annotation.
 * Needs the Gateway API's CRDs, without which its sources never sync, and the Secret with the provider's credentials.
 *
 * Upstream: https://kubernetes-sigs.github.io/external-dns/v0.21.0/
 */
export class ExternalDNS extends Layer {
  constructor(scope: Construct, name: string, { allowances, ...props }: ExternalDNSProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts['external-dns'],
      releaseName: 'external-dns',
      namespace: 'external-dns',
      values: externalDNSValues(props),
    });
  }
}
