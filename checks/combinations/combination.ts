/** Helm values that each make sense and together do not. */
export interface Combination {
  /** Path of the culprit. */
  readonly at: readonly string[];
  readonly holds: (get: GetValue) => boolean;
  readonly message: string;
  readonly repair: string;
  readonly severity?: 'error' | 'warning';
  /** It does harm where Argo CD renders the chart, rather than Helm or Flux. */
  readonly argocd?: true;
}

/** The value at a dotted path, `hubble.relay.enabled`; undefined where it is not set. */
export type GetValue = (path: string) => unknown;
