import { defineCommand, type Input } from '../command';
import { formats } from '../options';

const diffFormats = ['text', 'json', 'markdown'] as const;

const options = {
  path: {
    value: 'DIR',
    explanation: 'the folder to compare in the revisions and the working tree; by default `dist/` and `gitops/`',
  },
  ...formats(...diffFormats),
} as const;

export type DiffFormat = (typeof diffFormats)[number];
export type DiffInput = Input<typeof options>;

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'say what a push does: what restarts, is deleted or moves, and which connections open and close',
  description:
    'Compares two Git revisions, folders or files. Destruction fails the command, and so does what opens a pod to the Internet or the Internet to a pod, unless a commit between the two has a trailer `Infraflux-Allow: destructive REASON` or `Infraflux-Allow: exposing REASON`.',
  positionals: [
    { name: 'OLD', explanation: 'a revision, folder or file; by default the last commit', isOptional: true },
    { name: 'NEW', explanation: 'the same; by default the working tree', isOptional: true },
  ],
  options,
  exits: {
    0: 'nothing is destroyed or exposed, or a commit allows it',
    3: 'something is destroyed, or opened to the Internet',
  },
  examples: [
    { line: 'diff', does: 'what the uncommitted changes do' },
    { line: 'diff origin/main HEAD --format markdown', does: 'a comment for a pull request' },
  ],
  run: async input => (require('../diff') as typeof import('../diff')).diff(input),
});
