import { plain } from './escape';

/** What is wrong, where, and how to fix it: the one shape of every error and every check's result. */
export interface Finding {
  /** Stable kebab-case name of the rule, `pool-contains-node`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Path of the file, relative to the directory the command runs in. */
  readonly file: string;
  /** Line of the culprit, counted from 1. */
  readonly line?: number;
  /** Path inside the document, `spec.ingress[0].toPorts[0]`. */
  readonly path: string;
  /** One lower-case sentence without a full stop; culprits in backticks. */
  readonly message: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What to do, in the imperative. */
  readonly repair?: string;
}

/** Renders findings for a terminal, in the order of file, line, code; `paint` may colour the severity. */
export function formatFindings(
  findings: readonly Finding[],
  paint: (severity: Finding['severity']) => string = severity => severity,
): string {
  return [...findings]
    .sort(byPlace)
    .map(finding => formatFinding(finding, paint))
    .join('\n');
}

/** Orders findings by file, line, path and code, the same on every machine and in every locale. */
export function byPlace(a: Finding, b: Finding): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.path, b.path) || compare(a.code, b.code);
}

function formatFinding(finding: Finding, paint: (severity: Finding['severity']) => string): string {
  const { file, line, severity, message, code, path, allowed, repair } = finding;
  const place = line === undefined ? file : `${file}:${line}`;
  const lines = [`${plain(place)}: ${paint(severity)}: ${plain(message)} [${plain(code)}]`];
  if (path !== '') lines.push(`    at      ${plain(path)}`);
  if (allowed !== undefined) lines.push(`    allowed ${plain(allowed)}`);
  if (repair !== undefined) lines.push(`    repair  ${plain(repair)}`);
  return lines.join('\n');
}

/** Code-unit order: unlike `localeCompare` it does not depend on the machine's locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
