import { readerRules } from '../model/reader-rules';
import { type ExplainedRule, explainRule } from '../model/rule-page';
import { suppressionRules } from '../model/suppression-rules';
import { writingRules } from '../model/writing-rules';

/** Rules that one command applies; the texts are loaded on demand. */
export interface RuleSet {
  /** Folder of its pages in `docs/rules/`. */
  readonly name: 'clusters' | 'checks' | 'policies' | 'tracing' | 'common';
  readonly title: string;
  /** How its findings come about, for the page that lists its rules: Markdown. */
  readonly about: string;
  /** Absent for what every command reports. */
  readonly command?: string;
  readonly canBeSuppressed: boolean;
  load(): readonly ExplainedRule[];
}

export const ruleSets: readonly RuleSet[] = [
  {
    name: 'clusters',
    title: 'Cluster file rules',
    about: `\`npm run synth\` reads the files in \`clusters/\` and reports everything that is wrong with them at once. After an error, nothing is written.`,
    command: 'synth',
    canBeSuppressed: false,
    load: () => (require('../config/rules/all') as typeof import('../config/rules/all')).clusterRuleSet,
  },
  {
    name: 'checks',
    title: 'Checks',
    about: `\`npx infraflux check [DIR]\` reads written YAML, generated or by hand, and reports what is wrong with it before it is pushed. In this repository it reads \`dist/\` and \`gitops/\`, elsewhere every YAML file below the folder. It follows Applications, ApplicationSets of folders, kustomizations and charts as Argo CD does. The objects of a chart that was never rendered here are unknown, and nothing is reported for them.`,
    command: 'check',
    canBeSuppressed: true,
    load: () => (require('../checks/all') as typeof import('../checks/all')).allChecks,
  },
  {
    name: 'policies',
    title: 'Policy rules',
    about: `\`npx infraflux lint DIR\` reports network policies that Cilium accepts but that are almost certainly a mistake. It also reports what Cilium or the API server rejects; such findings cannot be suppressed.`,
    command: 'lint',
    canBeSuppressed: true,
    load: () => (require('../policy/lint/all') as typeof import('../policy/lint/all')).policyRules,
  },
  {
    name: 'tracing',
    title: 'Tracing rules',
    about: `\`npx infraflux runtime lint DIR\` reports what Tetragon rejects, skips or reads differently in TracingPolicies.`,
    command: 'runtime lint',
    canBeSuppressed: true,
    load: () => (require('../runtime/lint/rules') as typeof import('../runtime/lint/rules')).tracingRules,
  },
  {
    name: 'common',
    title: 'Common findings',
    about:
      'Every command that reads manifests reports these, and synth those about the files that it finds where it writes.',
    canBeSuppressed: false,
    load: () => [...Object.values(readerRules), ...Object.values(writingRules), ...Object.values(suppressionRules)],
  },
];

/** The codes of all rules: what a suppression may name. */
export function allCodes(): string[] {
  return ruleSets.flatMap(set => set.load().map(({ code }) => code));
}

/** The page of a rule in this repository: of the command first, then of what every command reports, then of any other. */
export function pageOf(command: string, code: string): string {
  const set = setOf(command, code);
  return set === undefined ? 'docs/rules/README.md' : `docs/rules/${set.name}/${code}.md`;
}

/** The text of that page; undefined where no rule has the code. */
export function explanationOf(command: string, code: string): string | undefined {
  const set = setOf(command, code);
  const rule = set?.load().find(each => each.code === code);
  return rule && explainRule(rule, set?.canBeSuppressed);
}

function setOf(command: string, code: string): RuleSet | undefined {
  const own = ruleSets.filter(set => set.command === command);
  const common = ruleSets.filter(set => set.command === undefined);
  return [...own, ...common, ...ruleSets].find(set => set.load().some(rule => rule.code === code));
}
