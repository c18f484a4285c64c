import { byPlace, type Finding } from '../../model/finding';
import { ignoresWithoutReason, readIgnores } from '../../model/ignore';
import type { Manifest } from '../../model/manifest';
import { place } from '../findings';
import { defaultSettings, type Settings } from '../input';
import { type PodWorkload, readWorkloads } from '../workloads';
import { createContext } from './context';
import { lintRules } from './rules';

/** What was found, and what an annotation of the object says to live with. */
export interface LintReport {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
}

export interface LintOptions {
  readonly settings?: Settings;
  /** @default those among the manifests */
  readonly workloads?: readonly PodWorkload[];
  /** Whether these are all that run; where charts are rendered elsewhere they are not. @default true */
  readonly complete?: boolean;
}

/**
 * Everything that is wrong with the policies: what Cilium or the API server refuses, which no annotation lifts, and
 * what is accepted but surely not meant.
 */
export function lintPolicies(manifests: readonly Manifest[], options: LintOptions = {}): LintReport {
  const { settings = defaultSettings, workloads = readWorkloads(manifests), complete = true } = options;
  const context = createContext(manifests, settings, workloads, complete);
  const found = lintRules.flatMap(rule =>
    rule.find(context).map(({ manifest, path, ...fault }) => {
      const finding: Finding = { code: rule.code, severity: rule.severity, ...place(manifest, path), ...fault };
      return { finding, reason: readIgnores(manifest).find(({ code }) => code === rule.code)?.reason ?? '' };
    }),
  );
  const standing = found.filter(({ reason }) => reason === '').map(({ finding }) => finding);
  const isRule = (code: string) => lintRules.some(rule => rule.code === code);
  const unexplained = manifests.flatMap(manifest => ignoresWithoutReason(manifest, isRule));
  return {
    findings: [...context.engine.policies.findings, ...standing, ...unexplained].sort(byPlace),
    suppressed: found.filter(({ reason }) => reason !== ''),
  };
}
