import { byPlace, type Finding } from '../model/finding';
import type { Manifest } from '../model/manifest';
import type { Check } from './check';
import { annotationOf } from './project/fields';
import type { Project } from './project/project';

/** What checks found, and what people decided to live with. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
}

/** Annotation of an object with one `code: reason` on each line. */
export const ignoreAnnotation = 'infraflux.dev/ignore';

interface Pardon {
  readonly code: string;
  readonly reason: string;
  readonly file: string;
  /** Lines of the object, the last excluded. */
  readonly from: number;
  readonly to: number;
}

/** Runs checks and sets aside what an annotation of the object pardons, with its reason. */
export function runChecks(project: Project, checks: readonly Check[]): Report {
  const pardons = pardonsIn(project.manifests);
  const findings = checks.flatMap(check => check.run(project)).sort(byPlace);
  const pardonOf = (finding: Finding) =>
    pardons.find(
      ({ code, file, from, to }) =>
        code === finding.code && file === finding.file && from <= (finding.line ?? 1) && (finding.line ?? 1) < to,
    );
  return {
    findings: [...findings.filter(finding => pardonOf(finding) === undefined), ...withoutReason(project.manifests)],
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
    return linesOf(manifest).flatMap(([code, reason]) =>
      reason === '' ? [] : [{ code, reason, file, from: manifest.lineOf([]), to }],
    );
  });
}

function linesOf({ object }: Manifest): [code: string, reason: string][] {
  return (annotationOf(object, ignoreAnnotation) ?? '')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [code = '', ...reason] = line.split(':');
      return [code.trim(), reason.join(':').trim()];
    });
}

/** Whoever silences a check says why. */
function withoutReason(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap(manifest =>
    linesOf(manifest)
      .filter(([, reason]) => reason === '')
      .map(([code]) => ({
        code: 'ignore-without-reason',
        severity: 'error' as const,
        file: manifest.file,
        line: manifest.lineOf(['metadata', 'annotations', ignoreAnnotation]),
        path: `metadata.annotations["${ignoreAnnotation}"]`,
        message: `\`${code}\` is ignored without a reason, so it is not`,
        allowed: `\`${code}: REASON\`, one on each line`,
        repair: 'add the reason',
      })),
  );
}
