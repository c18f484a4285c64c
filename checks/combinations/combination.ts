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

/** Values reach the program as text: `"true"` is on too. */
export const isOn = (value: unknown) => value === true || value === 'true';

export const is = (path: string) => (get: GetValue) => isOn(get(path));

/** Values of which the first needs the second. */
export function needs(path: string, needed: string, why: string): Combination {
  return {
    at: path.split('.'),
    holds: get => isOn(get(path)) && !isOn(get(needed)),
    message: `\`${path}\` without \`${needed}\`: ${why}`,
    repair: `set \`${needed}: true\``,
  };
}
