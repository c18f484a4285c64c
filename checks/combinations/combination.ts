/** Helm values that each make sense and together do not. */
export interface Combination {
  /** Where the culprit stands. */
  readonly at: readonly string[];
  readonly holds: (get: GetValue) => boolean;
  readonly message: string;
  readonly repair: string;
  readonly severity?: 'error' | 'warning';
}

/** The value at a dotted path, `hubble.relay.enabled`; undefined where nobody set it. */
export type GetValue = (path: string) => unknown;
