import { Construct } from 'constructs';

/** A chart as its repository names it. */
export interface ChartReference {
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
}

export interface HelmReleaseProps {
  readonly chart: ChartReference;
  /** Name of the release: part of the names of what the chart makes. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: object;
}

/**
 * A Helm release that Argo CD renders: the pinned chart with the values file that synth writes beside the layer's
 * manifests. It makes no objects of its own.
 */
export class HelmRelease extends Construct {
  constructor(
    scope: Construct,
    id: string,
    readonly props: HelmReleaseProps,
  ) {
    super(scope, id);
  }

  static isHelmRelease(construct: unknown): construct is HelmRelease {
    return construct instanceof HelmRelease;
  }
}
