import type { Finding } from '../../model/finding';
import { count } from '../../model/plural';

/** What a command has to say, for people or for another program. */
export interface Report {
  /** The command, `check`. */
  readonly tool: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** What was looked for. */
  readonly rules: readonly RuleSummary[];
}

export interface RuleSummary {
  readonly code: string;
  readonly title: string;
  /** Markdown. */
  readonly why?: string;
  readonly severity?: Finding['severity'];
  /** Address of its page. */
  readonly page: string;
}

export type Format = (report: Report) => string;

/** What a finding says, in one line. */
export function sentence({ message, allowed, repair }: Finding): string {
  return [message, allowed && `allowed: ${allowed}`, repair].filter(Boolean).join('; ');
}

/** `2 errors, 1 warning`, or `nothing found`. */
export function tally(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap(severity => {
    const number = findings.filter(finding => finding.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  return counts.join(', ') || 'nothing found';
}
