import type { Finding } from '../model/finding';
import type { Manifest } from '../model/manifest';
import type { Violation } from '../model/structure/violation';
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

/** Removing an unknown field is no repair where it was meant to restrict a rule. */
export function unknownFinding({ at, message, allowed, repair }: Violation, manifest: Manifest): Finding {
  const isRemoval = repair === undefined || repair === 'remove it';
  return {
    code: 'unsupported-field',
    severity: 'error',
    ...place(manifest, at),
    message,
    ...(allowed && { allowed }),
    repair: isRemoval
      ? 'write what it was meant to say with a field that exists; without it the rule may allow more'
      : repair,
  };
}

export function unsupportedFinding(manifest: Manifest): Finding {
  return {
    code: 'unsupported-kind',
    severity: 'warning',
    ...place(manifest, []),
    message: `\`${describeObject(manifest.object)}\` is ignored: verdicts do not model policies of this kind`,
    repair: 'see which agents enforce it: Cilium 1.19 does not',
  };
}

/** A policy that the agents accept and do not read. */
export function ignoredFinding(manifest: Manifest): Finding {
  return {
    code: 'ignored-kind',
    severity: 'warning',
    ...place(manifest, []),
    message: `\`${describeObject(manifest.object)}\` has no effect: Cilium runs without policies of this kind`,
    repair: `remove it, or let Cilium read \`${manifest.object.kind}\``,
  };
}

export function place(manifest: Manifest, path: readonly Step[]): Pick<Finding, 'file' | 'line' | 'path'> {
  return { file: manifest.file, line: manifest.lineOf(path), path: formatPath(path) };
}
