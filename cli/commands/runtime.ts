import { defineCommand, type Input } from '../command';
import { dir, formats } from '../options';

const replayOptions = { ...dir, ...formats('text', 'json') } as const;
const complianceFormats = ['markdown', 'html', 'json'] as const;
const complianceOptions = {
  dir: {
    value: 'DIST',
    default: 'dist',
    explanation: 'the folder with one folder of manifests for each cluster, or the folder of one cluster',
  },
  events: {
    value: 'EVENTS',
    explanation: 'a recording of Tetragon’s events, as `tetra getevents -o json` prints them, or `-`',
  },
  ...formats(...complianceFormats),
} as const;

export type ReplayInput = Input<typeof replayOptions>;
export type ComplianceFormat = (typeof complianceFormats)[number];
export type ComplianceInput = Input<typeof complianceOptions>;

export const replayCommand = defineCommand({
  name: 'runtime replay',
  summary: 'say what tracing policies would have done about recorded events',
  description:
    'Answers whether a policy can be enforced: what it would refuse or kill, and whether the platform stops.',
  positionals: [
    {
      name: 'EVENTS|-',
      explanation:
        'a recording, plain or with gzip, as `tetra getevents -o json` prints it, or `-` for the standard input',
    },
  ],
  options: replayOptions,
  exits: {
    0: 'enforcing does not stop the platform',
    2: 'enforcing stops the platform',
    3: 'the recording leaves something open',
  },
  examples: [{ line: 'runtime replay events.jsonl.gz --dir dist/homelab', does: 'a week of events of one cluster' }],
  run: async input => (require('../runtime-replay') as typeof import('../runtime-replay')).runtimeReplay(input),
});

export const complianceCommand = defineCommand({
  name: 'compliance',
  summary: 'print supporting evidence for the controls of CIS, NIST, PCI DSS and ATT&CK',
  description: 'Says of each control what the rendered clusters, and a recording, show about it.',
  positionals: [],
  options: complianceOptions,
  exits: { 0: 'done' },
  examples: [
    { line: 'compliance', does: 'all clusters below `dist/`' },
    { line: 'compliance --dir dist/homelab --events events.jsonl', does: 'one cluster, with a recording' },
  ],
  run: async input => (require('../compliance') as typeof import('../compliance')).compliance(input),
});
