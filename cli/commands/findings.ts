import { defineCommand, type Input } from '../command';
import { baseline, explain, findingFormats, formats, settings } from '../options';

const common = { ...explain, ...formats(...findingFormats), ...baseline } as const;
const checkOptions = {
  only: { value: 'CODE,…', explanation: 'apply these checks only' },
  ...common,
} as const;
const lintOptions = { ...common, ...settings } as const;

export type CheckInput = Input<typeof checkOptions>;
export type LintInput = Input<typeof lintOptions>;
export type RuntimeLintInput = Input<typeof common>;

const exits = { 0: 'no errors or warnings', 3: 'errors or warnings' } as const;
const place = {
  name: 'DIR|FILE|-',
  explanation: 'the folder or file with the manifests, or `-` for the standard input',
  isOptional: true,
} as const;

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'find errors in written YAML before it is pushed',
  description:
    'Reads `dist/` and `gitops/` where a folder has them, otherwise every manifest below it, and follows Argo CD’s Applications and Kustomize’s files.',
  positionals: [{ name: 'DIR', explanation: 'the folder; by default the working directory', isOptional: true }],
  options: checkOptions,
  exits,
  examples: [
    { line: 'check', does: 'everything that is about to be pushed' },
    { line: 'check --only valid-schema,no-secrets', does: 'two checks' },
    { line: 'check --explain require-closure', does: 'what a check looks for, and how to fix what it finds' },
    { line: 'check --format sarif > check.sarif', does: 'a report for code scanning' },
  ],
  run: async input => (require('../check') as typeof import('../check')).check(input),
});

export const lintCommand = defineCommand({
  name: 'lint',
  summary: 'find policies that Cilium rejects, or accepts but that are almost certainly mistakes',
  description: 'Reads the network policies among the manifests, with the workloads that they select.',
  positionals: [place],
  options: lintOptions,
  exits,
  examples: [
    { line: 'lint dist/homelab', does: 'the policies of one cluster' },
    { line: 'lint --explain deny-only', does: 'the page of one rule' },
  ],
  run: async input => (require('../lint') as typeof import('../lint')).lint(input),
});

export const runtimeLintCommand = defineCommand({
  name: 'runtime lint',
  summary: 'find faults in Tetragon’s tracing policies',
  description: 'Reads the tracing policies among the manifests.',
  positionals: [place],
  options: common,
  exits,
  examples: [{ line: 'runtime lint dist/homelab', does: 'the tracing policies of one cluster' }],
  run: async input => (require('../runtime-lint') as typeof import('../runtime-lint')).runtimeLint(input),
});
