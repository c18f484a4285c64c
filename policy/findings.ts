import type { Finding } from '../model/finding';
import type { Manifest } from '../model/manifest';
import type { Misfit } from '../model/structure/misfit';
import { formatPath, type Step } from '../model/yaml';
import type { Refusal } from './refuse/refusal';
import { describeObject } from './rules';

export function refusalFinding({ code, path, message, allowed, repair }: Refusal, manifest: Manifest): Finding {
  return {
    code,
    severity: 'error',
    ...place(manifest, path),
    message,
    ...(allowed && { allowed }),
    ...(repair && { repair }),
  };
}

/** What older versions of Cilium knew is named as such. */
const REMOVED: Readonly<Record<string, string>> = {
  kafka: 'cilium 1.20 has removed Kafka rules',
  l7: 'cilium 1.20 has removed generic L7 rules',
  l7proto: 'cilium 1.20 has removed generic L7 rules',
};

export function unknownFinding({ at, message, ...help }: Misfit, manifest: Manifest): Finding {
  const field = String(at.at(-1));
  return {
    code: 'unsupported-field',
    severity: 'error',
    ...place(manifest, at),
    message: Object.hasOwn(REMOVED, field) ? `unsupported: \`${field}\`; ${REMOVED[field]}` : message,
    ...help,
  };
}

export function unsupportedFinding(manifest: Manifest): Finding {
  return {
    code: 'unsupported-kind',
    severity: 'warning',
    ...place(manifest, []),
    message: `unsupported: \`${describeObject(manifest.object)}\` has no part in the verdicts`,
  };
}

export function place(manifest: Manifest, path: readonly Step[]): Pick<Finding, 'file' | 'line' | 'path'> {
  return { file: manifest.file, line: manifest.lineOf(path), path: formatPath(path) };
}
