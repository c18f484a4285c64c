import { byPlace, type Finding } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import type { SchemaOf } from '../../model/schema';
import { place } from '../findings';
import { defaultSettings, type Settings } from '../input';
import { type PodWorkload, readWorkloads } from '../workloads';
import { createContext } from './context';
import { lintRules } from './rules';

export interface LintOptions {
  /** What the API server accepts. */
  readonly schemaOf: SchemaOf;
  readonly settings?: Settings;
  /** @default those among the manifests */
  readonly workloads?: readonly PodWorkload[];
  /** Whether these are all that run; where charts are rendered elsewhere they are not. @default true */
  readonly complete?: boolean;
}

/** What Cilium or the API server rejects, which cannot be suppressed, and what they accept but is almost certainly a mistake. */
export function lintPolicies(manifests: readonly Manifest[], options: LintOptions): Finding[] {
  const { schemaOf, settings = defaultSettings, workloads = readWorkloads(manifests), complete = true } = options;
  const context = createContext(manifests, schemaOf, settings, workloads, complete);
  const found = lintRules.flatMap(rule =>
    rule.find(context).map(({ manifest, path, ...words }) => ({
      code: rule.code,
      severity: rule.severity,
      ...place(manifest, path),
      ...words,
    })),
  );
  return [...context.engine.policies.findings, ...found].sort(byPlace);
}
