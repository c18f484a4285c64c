/** What is wrong, where, and how to mend it: the one shape of every error and every check's result. */
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
  /** One lower-case sentence without a full stop; culprits stand in backticks. */
  readonly message: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What to do, in the imperative. */
  readonly repair?: string;
}

/** Renders findings for a terminal, in the order of file, line, code. */
export function formatFindings(findings: readonly Finding[]): string {
  return [...findings].sort(byPlace).map(formatFinding).join('\n');
}

/** Orders findings by file, line, path and code, the same on every machine and in every locale. */
export function byPlace(a: Finding, b: Finding): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.path, b.path) || compare(a.code, b.code);
}

function formatFinding(finding: Finding): string {
  const place = finding.line === undefined ? finding.file : `${finding.file}:${finding.line}`;
  const lines = [`${place}: ${finding.severity}: ${finding.message} [${finding.code}]`];
  if (finding.path !== '') lines.push(`    at      ${finding.path}`);
  if (finding.allowed !== undefined) lines.push(`    allowed ${finding.allowed}`);
  if (finding.repair !== undefined) lines.push(`    repair  ${finding.repair}`);
  return lines.join('\n');
}

/** Code-unit order: unlike `localeCompare` it does not depend on the machine's locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
