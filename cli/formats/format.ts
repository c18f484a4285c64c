import type { Finding } from '../../model/finding';

/** What a command has to say, for people or for another program. */
export interface Report {
  /** Name of the program's part, `check`. */
  readonly tool: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** What was looked for. */
  readonly rules: readonly { readonly code: string; readonly title: string }[];
}

export type Format = (report: Report) => string;

/** The page that explains a rule; those of Tetragon's policies share one. */
export function helpOf(tool: string, code: string): string {
  if (tool === 'check') return `docs/checks/${code}.md`;
  return tool === 'lint' ? `docs/lint/${code}.md` : 'docs/runtime-security.md';
}

/** What a finding says, in one line. */
export function sentence({ message, allowed, repair }: Finding): string {
  return [message, allowed && `allowed: ${allowed}`, repair].filter(Boolean).join('; ');
}

/** `2 errors, 1 warning`, or `nothing found`. */
export function tally(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ') || 'nothing found';
}
