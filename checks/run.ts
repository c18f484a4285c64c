import { byPlace, type Finding } from '../model/finding';
import { ignoresWithoutReason, readIgnores } from '../model/ignore';
import type { Manifest } from '../model/manifest';
import type { Repository } from '../repository/repository';
import type { Check } from './check';

/** What checks found, and what people decided to live with. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
}

interface Pardon {
  readonly code: string;
  readonly reason: string;
  readonly file: string;
  /** Lines of the object, the last excluded. */
  readonly from: number;
  readonly to: number;
}

/** Runs checks and sets aside what an annotation of the object pardons, with its reason. */
export function runChecks(repository: Repository, checks: readonly Check[]): Report {
  const pardons = pardonsIn(repository.manifests);
  const findings = checks.flatMap(check => check.run(repository)).sort(byPlace);
  const pardonOf = (finding: Finding) =>
    pardons.find(
      ({ code, file, from, to }) =>
        code === finding.code && file === finding.file && from <= (finding.line ?? 1) && (finding.line ?? 1) < to,
    );
  return {
    findings: [
      ...findings.filter(finding => pardonOf(finding) === undefined),
      ...repository.manifests.flatMap(manifest => ignoresWithoutReason(manifest)),
    ],
    suppressed: findings.flatMap(finding => {
      const pardon = pardonOf(finding);
      return pardon === undefined ? [] : [{ finding, reason: pardon.reason }];
    }),
  };
}

function pardonsIn(manifests: readonly Manifest[]): Pardon[] {
  return manifests.flatMap((manifest, index) => {
    const { file } = manifest;
    const next = manifests[index + 1];
    const to = next?.file === file ? next.lineOf([]) : Number.POSITIVE_INFINITY;
    return readIgnores(manifest).flatMap(({ code, reason }) =>
      reason === '' ? [] : [{ code, reason, file, from: manifest.lineOf([]), to }],
    );
  });
}
