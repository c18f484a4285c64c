import { byPlace, type Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import { applyRules } from '../../model/rule';
import type { SchemaOf } from '../../model/schema';
import type { Settings } from '../input';
import { settingsOfValues } from '../settings';
import { type PodWorkload, readWorkloads } from '../workloads';
import { createContext } from './context';
import type { Network } from './networks';
import { lintRules } from './rules';

export interface LintOptions {
  /** What the API server accepts. */
  readonly schemaOf: SchemaOf;
  /** @default what the manifests say of Cilium's configuration */
  readonly settings?: Settings;
  /** @default those among the manifests */
  readonly workloads?: readonly PodWorkload[];
  /**
   * Whether these are all that run.
   * @default each namespace is decided by what is among the manifests
   */
  readonly complete?: boolean;
  /** Networks of the cluster beyond those that the manifests name. */
  readonly networks?: readonly Network[];
}

/** What Cilium or the API server rejects, which cannot be suppressed, and what they accept but is almost certainly a mistake. */
export function lintPolicies(manifests: readonly Manifest[], options: LintOptions): Finding[] {
  const { settings = settingsOfValues([], manifests), workloads = readWorkloads(manifests), ...others } = options;
  const context = createContext(manifests, { ...others, settings, workloads });
  return [...context.engine.policies.findings, ...applyRules(lintRules, context)].sort(byPlace);
}
