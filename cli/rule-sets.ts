import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readerRules } from '../model/reader-rules';
import type { Rule } from '../model/rule';
import { suppressionRules } from '../model/suppression-rules';

/** The part of a rule that people read. */
export type RuleText = Pick<Rule<never>, 'code' | 'title'> & Partial<Omit<Rule<never>, 'find'>>;

/** Rules that one command applies; the texts are loaded when somebody asks for them. */
export interface RuleSet {
  /** Folder of its pages. */
  readonly pages: string;
  readonly command: string;
  load(): readonly RuleText[];
}

export const ruleSets: readonly RuleSet[] = [
  {
    pages: 'docs/checks',
    command: 'check',
    load: () => (require('../checks/all') as typeof import('../checks/all')).allChecks,
  },
  {
    pages: 'docs/lint',
    command: 'lint',
    load: () => (require('../policy/lint/rules') as typeof import('../policy/lint/rules')).lintRules,
  },
  {
    pages: 'docs/tracing',
    command: 'runtime lint',
    load: () => (require('../runtime/lint/rules') as typeof import('../runtime/lint/rules')).tracingRules,
  },
];

/** Rules of every command. */
const commonRules: readonly RuleText[] = [...Object.values(readerRules), ...Object.values(suppressionRules)];

/** The codes of all rules: what a suppression may name. */
export function allCodes(): string[] {
  return ruleSets.flatMap(set => set.load().map(({ code }) => code));
}

/** The page of a rule in the repository of this project. */
export function pageOf(command: string, code: string): string {
  const set = ruleSets.find(each => each.command === command);
  return `${set?.pages ?? 'docs'}/${code}.md`;
}

/** The page of a rule: of the command first, then of any other; undefined where no rule has the code. */
export function explanationOf(command: string, code: string): string | undefined {
  const ordered = [...ruleSets].sort((a, b) => Number(b.command === command) - Number(a.command === command));
  for (const set of ordered) {
    const rule = set.load().find(each => each.code === code);
    if (rule !== undefined) return rule.why === undefined ? writtenPage(pageOf(set.command, code)) : explain(rule);
  }
  const rule = commonRules.find(each => each.code === code);
  return rule && explain(rule);
}

const writtenPage = (page: string) => readFileSync(join(__dirname, '..', page), 'utf8').trimEnd();

function explain({ code, title, severity, why, wrong, right, source, holdsFor }: RuleText): string {
  const block = (heading: string, yaml: string | undefined) =>
    yaml === undefined ? [] : [heading, `\`\`\`yaml\n${yaml.trim()}\n\`\`\``];
  return [
    `# ${code}`,
    ...(severity === undefined ? [`${title}.`] : [`${title} (${severity}).`]),
    ...(why === undefined ? [] : [why]),
    ...block('Wrong:', wrong),
    ...block('Right:', right),
    ...(source === undefined ? [] : [`Source: ${source}`]),
    ...(holdsFor === undefined ? [] : [`Holds for: ${holdsFor}`]),
  ].join('\n\n');
}
