import { Construct } from 'constructs';

export interface UpstreamManifestsProps {
  /** Git repository that upstream publishes. */
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  /** Glob of the files to take. @default every manifest in `path` */
  readonly include?: string;
}

/** Manifests that Argo CD takes from upstream's own repository at a pinned revision. It makes no objects of its own. */
export class UpstreamManifests extends Construct {
  constructor(
    scope: Construct,
    id: string,
    readonly props: UpstreamManifestsProps,
  ) {
    super(scope, id);
  }

  static isUpstreamManifests(construct: unknown): construct is UpstreamManifests {
    return construct instanceof UpstreamManifests;
  }
}
