import { closest } from './closest';
import { commentsOf } from './comments';
import { annotationOf } from './fields';
import { byPlace, type Finding } from './finding';
import { groupBy } from './group-by';
import type { Manifest } from './manifest';
import { findingOf } from './rule';
import { suppressionRules as rules } from './suppression-rules';
import type { Step } from './yaml';

/** Annotation that suppresses findings of its object: `CODE: REASON`, or `CODE: REASON (until 2027-03-31)`, one a line. */
export const ignoreAnnotation = 'infraflux.dev/ignore';
/** Comment that does the same for its own line, for the line below, or for the object below. */
export const ignoreComment = 'infraflux-ignore';

/** A decision to accept a finding, as it is written. */
export interface Suppression {
  readonly code: string;
  /** Empty where none is given. */
  readonly reason: string;
  /** Last day on which it holds, as it is written. */
  readonly until?: string;
  readonly by: 'annotation' | 'comment';
  readonly file: string;
  /** Where the suppression itself is written. */
  readonly at: readonly Step[];
  lineOf(path: readonly Step[]): number;
  /** The lines whose findings it suppresses, the last excluded. */
  readonly from: number;
  readonly to: number;
}

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: Suppression['by'] | 'baseline';
}

/** What was found, and what is accepted. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

export interface SuppressionOptions {
  /** Codes of the rules that were applied; nothing else can be suppressed. */
  readonly codes: readonly string[];
  /** Codes that other commands find: suppressions of them are left alone. @default none */
  readonly others?: readonly string[];
  /** `2027-03-31`. */
  readonly today: string;
}

/** Sets aside the findings that a suppression covers, and reports suppressions that are wrong or without effect. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  { codes, others = [], today }: SuppressionOptions,
): Report {
  const own = new Set(codes);
  const known = new Set([...codes, ...others]);
  const found = new Set(findings.map(({ code }) => code));
  const isInForce = ({ code, reason, until }: Suppression) =>
    own.has(code) && reason !== '' && (until === undefined || (isDate(until) && today <= until));
  const inForce = suppressions.filter(isInForce);
  const used = new Set<Suppression>();
  const suppressed: Suppressed[] = [];
  const remaining = findings.filter(finding => {
    const by = inForce.find(suppression => covers(suppression, finding));
    if (by === undefined) return true;
    used.add(by);
    suppressed.push({ finding, reason: by.reason, by: by.by });
    return false;
  });
  const faults = suppressions.flatMap((suppression): Finding[] => {
    const { code, reason, until } = suppression;
    const place = { in: suppression, at: suppression.at };
    if (!known.has(code) && found.has(code))
      return [
        findingOf(rules.refused, {
          ...place,
          message: `\`${code}\` cannot be suppressed: the object would be rejected all the same`,
          repair: 'fix the object; to accept findings for the time being, use a baseline',
        }),
      ];
    if (!known.has(code)) {
      const near = closest(code, [...known]);
      return [
        findingOf(rules.unknown, {
          ...place,
          message: `unknown code \`${code}\``,
          allowed: 'the code that a finding shows in brackets',
          repair: near === undefined ? 'correct the code, or remove the suppression' : `did you mean \`${near}\`?`,
        }),
      ];
    }
    if (!own.has(code)) return [];
    if (reason === '')
      return [
        findingOf(rules.withoutReason, {
          ...place,
          message: `the suppression of \`${code}\` has no reason, so it has no effect`,
          allowed: '`CODE: REASON`, or `CODE: REASON (until YYYY-MM-DD)`',
          repair: 'add the reason',
        }),
      ];
    if (until !== undefined && !isDate(until))
      return [
        findingOf(rules.invalidDate, {
          ...place,
          message: `\`${until}\` is not a valid date, so the suppression of \`${code}\` has no effect`,
          allowed: 'a date such as `2027-03-31`',
          repair: 'correct the date',
        }),
      ];
    if (until !== undefined && until < today)
      return [
        findingOf(rules.expired, {
          ...place,
          message: `the suppression of \`${code}\` expired on \`${until}\``,
          repair: 'fix what it covers, or extend the date and say why',
        }),
      ];
    if (used.has(suppression)) return [];
    return [
      findingOf(rules.unused, {
        ...place,
        message: `\`${code}\` finds nothing here, so the suppression has no effect`,
        repair: 'remove it, or move it to the line or the object of the finding',
      }),
    ];
  });
  return { findings: [...remaining, ...faults].sort(byPlace), suppressed };
}

const covers = ({ code, file, from, to }: Suppression, finding: Finding) =>
  code === finding.code && file === finding.file && from <= (finding.line ?? 1) && (finding.line ?? 1) < to;

/** The suppressions in files, by annotation and by comment. `texts` are the files by path; JSON has no comments. */
export function suppressionsIn(
  manifests: readonly Manifest[],
  texts: Iterable<readonly [file: string, text: string]> = [],
): Suppression[] {
  const byFile = groupBy(manifests, ({ file }) => file);
  const starts = new Map([...byFile].map(([file, found]) => [file, found.map(({ lineOf }) => lineOf([]))]));
  const endOf = (file: string, from: number) =>
    Math.min(...(starts.get(file) ?? []).filter(line => line > from), Number.POSITIVE_INFINITY);
  const ofAnnotations = manifests.flatMap(manifest => {
    const { file } = manifest;
    const from = manifest.lineOf([]);
    const at = ['metadata', 'annotations', ignoreAnnotation];
    return (annotationOf(manifest.object, ignoreAnnotation) ?? '')
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => ({
        ...parseSuppression(line),
        by: 'annotation' as const,
        file,
        at,
        lineOf: manifest.lineOf,
        from,
        to: endOf(file, from),
      }));
  });
  const ofComments = [...texts].flatMap(([file, text]) => {
    const comments = commentsOf(file, text, ignoreComment);
    const lines = comments.length === 0 ? [] : text.split('\n');
    return comments.map(({ text, line, isAlone }) => {
      const from = isAlone ? lineBelow(lines, line) : line;
      const isObject = isAlone && starts.get(file)?.includes(from);
      const to = isObject ? endOf(file, from) : from + 1;
      return { ...parseSuppression(text), by: 'comment' as const, file, at: [], lineOf: () => line, from, to };
    });
  });
  return [...ofAnnotations, ...ofComments];
}

/** The next line, counted from 1, that is not empty, a comment or the beginning of a document. */
function lineBelow(lines: readonly string[], line: number): number {
  const below = lines.findIndex((text, index) => index >= line && !/^\s*(?:#.*|---\s*(?:#.*)?)?$/.test(text));
  return below === -1 ? line : below + 1;
}

function parseSuppression(text: string): Pick<Suppression, 'code' | 'reason' | 'until'> {
  const [, words = text, until] = /^(.*?)\s*\(until\s+([^)]*)\)\s*$/.exec(text) ?? [];
  const [code = '', ...reason] = words.split(':');
  return { code: code.trim(), reason: reason.join(':').trim(), ...(until !== undefined && { until: until.trim() }) };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
