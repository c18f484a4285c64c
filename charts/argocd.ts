import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import type { Exposure } from '../graph/interface';
import { argocdServer } from '../graph/layers/argocd';
import { allow } from './allow';
import { type ArgoCDValuesProps, argocdValues } from './argocd-values';
import { expose } from './expose';

export interface ArgoCDProps extends ArgoCDValuesProps {
  readonly allowances: readonly Allowance[];
  readonly exposures: readonly Exposure[];
}

/**
 * Argo CD, managing itself with the values that the bootstrap installed it with. It finds the credentials of private
 * repositories by the label of their Secrets, which are not named here. Needs the Secrets `argocd-secret` and
 * `argocd-redis`.
 *
 * Upstream: https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
 */
export class ArgoCD extends Layer {
  constructor(scope: Construct, name: string, { allowances, exposures, ...values }: ArgoCDProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts.argocd,
      releaseName: 'argocd',
      namespace: argocdServer.namespace,
      values: argocdValues(values),
    });
    expose(this, exposures);
  }
}
