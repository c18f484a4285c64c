/** Rules that one command applies; the texts are loaded when somebody asks for them. */
export interface RuleSet {
  /** Folder of its pages in `docs/rules/`. */
  readonly name: 'checks' | 'policies' | 'tracing';
  readonly command: string;
  load(): readonly { readonly code: string }[];
}

export const ruleSets: readonly RuleSet[] = [
  {
    name: 'checks',
    command: 'check',
    load: () => (require('../checks/all') as typeof import('../checks/all')).allChecks,
  },
  {
    name: 'policies',
    command: 'lint',
    load: () => (require('../policy/lint/rules') as typeof import('../policy/lint/rules')).lintRules,
  },
  {
    name: 'tracing',
    command: 'runtime lint',
    load: () => (require('../runtime/lint/rules') as typeof import('../runtime/lint/rules')).tracingRules,
  },
];

/** The codes of all rules: what a suppression may name. */
export function allCodes(): string[] {
  return ruleSets.flatMap(set => set.load().map(({ code }) => code));
}
