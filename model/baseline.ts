import { field, textOf } from './fields';
import { compare, type Finding } from './finding';
import { isRecord } from './manifest';
import type { Report } from './suppression';
import { formatPath, formatYaml, parseYaml, type YamlDocument, YamlSyntaxError } from './yaml';

/**
 * Known findings that do not fail a run, for repositories that start with some. Lines and list indices are left out,
 * so that edits elsewhere in a file change nothing; `count` is how often the same finding may occur.
 */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** What is wrong with the file; without entries then. */
  readonly findings: readonly Finding[];
}

interface BaselineKey {
  readonly code: string;
  readonly file: string;
  /** Path inside the document without list indices, `spec.containers[].image`. */
  readonly path: string;
  /** What the finding's message puts in backticks. */
  readonly culprit: string;
}

export interface BaselineEntry extends BaselineKey {
  readonly count: number;
  /** Of the entry in the baseline. */
  readonly line: number;
}

const keys = ['code', 'file', 'path', 'culprit'] as const;
const head = '# Findings that InfraFlux accepts. Write it anew with --write-baseline; delete entries that are fixed.\n';

/** The text of a baseline of all errors and warnings, the same to the byte for the same findings. */
export function formatBaseline(findings: readonly Finding[]): string {
  const counts = countsOf(findings.filter(({ severity }) => severity !== 'note'));
  const entries = [...counts.values()]
    .sort((a, b) => keys.reduce((order, key) => order || compare(a.key[key], b.key[key]), 0))
    .map(({ key, count }) => ({ ...key, count }));
  return head + formatYaml([{ findings: entries }]);
}

export function parseBaseline(text: string, file: string): Baseline {
  const fail = (line: number, path: string, message: string): Baseline => ({
    file,
    entries: [],
    findings: [
      {
        code: 'invalid-baseline',
        severity: 'error',
        file,
        line,
        path,
        message,
        allowed: 'what `--write-baseline` writes',
        repair: 'write the baseline anew',
      },
    ],
  });
  let document: YamlDocument | undefined;
  try {
    document = parseYaml(text)[0];
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return fail(error.line, '', `the file is not YAML: ${error.reason}`);
  }
  const list = field(document?.value, 'findings');
  if (document === undefined || !Array.isArray(list)) return fail(1, '', 'the file has no list `findings`');
  const entries: BaselineEntry[] = [];
  for (const [index, item] of list.entries()) {
    const line = document.lineOf(['findings', index]);
    const count = field(item, 'count');
    const isWhole = keys.every(key => typeof field(item, key) === 'string');
    if (!isRecord(item) || !isWhole || typeof count !== 'number' || !Number.isInteger(count) || count < 1)
      return fail(
        line,
        formatPath(['findings', index]),
        'an entry needs `code`, `file`, `path`, `culprit` and `count`',
      );
    const [code = '', of = '', path = '', culprit = ''] = keys.map(key => textOf(item, key) ?? '');
    entries.push({ code, file: of, path, culprit, count, line });
  }
  return { file, entries, findings: [] };
}

/**
 * Sets aside what the baseline knows, each entry as often as it counts; entries that occur less often are noted.
 * `isChecked` says whether a run looked for a code at all: of other entries nothing can be said.
 */
export function applyBaseline(report: Report, baseline: Baseline, isChecked: (code: string) => boolean): Report {
  const left = new Map(baseline.entries.map(entry => [textOfKey(entry), entry.count]));
  const isKnown = (finding: Finding) => {
    const key = textOfKey(keyOf(finding));
    const count = left.get(key) ?? 0;
    if (finding.severity === 'note' || count === 0) return false;
    left.set(key, count - 1);
    return true;
  };
  const known = new Set(report.findings.filter(isKnown));
  const gone = baseline.entries.flatMap((entry): Finding[] => {
    const missing = left.get(textOfKey(entry)) ?? 0;
    if (missing === 0 || !isChecked(entry.code)) return [];
    const message =
      missing === entry.count
        ? `\`${entry.code}\` no longer occurs in \`${entry.file}\``
        : `\`${entry.code}\` occurs ${entry.count - missing} times in \`${entry.file}\`, not ${entry.count} times`;
    return [
      {
        code: 'baseline-fixed',
        severity: 'note',
        file: baseline.file,
        line: entry.line,
        path: '',
        message,
        repair: missing === entry.count ? 'remove the entry' : `set its count to ${entry.count - missing}`,
      },
    ];
  });
  return {
    findings: [...report.findings.filter(finding => !known.has(finding)), ...baseline.findings, ...gone],
    suppressed: [
      ...report.suppressed,
      ...[...known].map(finding => ({ finding, reason: `known in \`${baseline.file}\``, by: 'baseline' as const })),
    ],
  };
}

function countsOf(findings: readonly Finding[]): Map<string, { key: BaselineKey; count: number }> {
  const counts = new Map<string, { key: BaselineKey; count: number }>();
  for (const finding of findings) {
    const key = keyOf(finding);
    counts.set(textOfKey(key), { key, count: (counts.get(textOfKey(key))?.count ?? 0) + 1 });
  }
  return counts;
}

/** Places that a message names lose their lines too. */
function keyOf({ code, file, path, message }: Finding): BaselineKey {
  const culprits = [...message.matchAll(/`([^`]*)`/g)].map(([, name = '']) => name.replace(/(\.\w+):\d+$/, '$1'));
  return { code, file, path: path.replaceAll(/\[\d+\]/g, '[]'), culprit: culprits.join(', ') };
}

const textOfKey = (key: BaselineKey) => JSON.stringify(keys.map(name => key[name]));
