import type { Finding } from './finding';
import type { Manifest } from './manifest';
import { formatPath } from './yaml';

/** Annotation that lifts findings from an object: `CODE: REASON`, several of them on lines of their own. */
export const ignoreAnnotation = 'infraflux.dev/ignore';

export interface Ignore {
  readonly code: string;
  /** Empty where none is given; nothing is ignored then. */
  readonly reason: string;
}

export function readIgnores({ object }: Pick<Manifest, 'object'>): Ignore[] {
  const text = object.metadata.annotations?.[ignoreAnnotation];
  if (typeof text !== 'string') return [];
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [code = '', ...reason] = line.split(':');
      return { code: code.trim(), reason: reason.join(':').trim() };
    });
}

/** Whoever silences a finding says why; `isOurs` tells the codes that are judged here. */
export function ignoresWithoutReason(manifest: Manifest, isOurs: (code: string) => boolean = () => true): Finding[] {
  const path = ['metadata', 'annotations', ignoreAnnotation];
  return readIgnores(manifest)
    .filter(({ code, reason }) => reason === '' && isOurs(code))
    .map(({ code }) => ({
      code: 'ignore-without-reason',
      severity: 'error',
      file: manifest.file,
      line: manifest.lineOf(path),
      path: formatPath(path),
      message: `\`${code}\` is ignored without a reason, so it is not`,
      allowed: `\`${code}: REASON\`, one on each line`,
      repair: 'add the reason',
    }));
}
