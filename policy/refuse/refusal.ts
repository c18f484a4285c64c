import type { Step } from '../../model/yaml';

/** Why Cilium, or the API server in front of it, does not take an object. */
export interface Refusal {
  /** Stable kebab-case name. */
  readonly code: string;
  /** The agent refuses in `Rule.Sanitize`, the API server by the CRD's schema. */
  readonly by: 'agent' | 'api-server';
  readonly path: readonly Step[];
  readonly message: string;
  readonly allowed?: string;
  readonly repair?: string;
}

/** A refusal by the agent. */
export function refusal(
  code: string,
  path: readonly Step[],
  message: string,
  help: { readonly allowed?: string; readonly repair?: string } = {},
): Refusal {
  return { code, by: 'agent', path, message, ...help };
}
