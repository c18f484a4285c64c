import type { Manifest } from '../../model/manifest';

/** The annotation that lifts lint rules from an object: `CODE: REASON`, several of them on lines of their own. */
export const IGNORE = 'infraflux.dev/ignore';

export function readIgnores({ object }: Manifest): { readonly code: string; readonly reason: string }[] {
  const text = object.metadata.annotations?.[IGNORE];
  if (typeof text !== 'string') return [];
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [code = '', ...reason] = line.split(':');
      return { code: code.trim(), reason: reason.join(':').trim() };
    });
}
