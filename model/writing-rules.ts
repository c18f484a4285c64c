import type { Rule } from './rule';

type RuleText = Omit<Rule<never>, 'find' | 'wrong' | 'right'>;

/** What synth says about the files that it finds where it writes. */
export const writingRules = {
  noClusterFile: {
    code: 'no-cluster-file',
    severity: 'error',
    title: 'A folder without cluster files',
    why: 'Synth removes what no cluster file asks for. Without any cluster file it would remove every platform.',
  },
  pathInTheWay: {
    code: 'path-in-the-way',
    severity: 'error',
    title: 'A link, folder or file in the place of a generated file or folder',
    why: 'Synth replaces only files that it wrote. A link or folder in their place is somebody’s choice, and following it could write anywhere.',
  },
  editedFile: {
    code: 'edited-file',
    severity: 'error',
    title: 'A generated file that was edited by hand',
    why: 'The checksum in `dist/SHA256SUMS` is not that of the file, so writing it would lose the edit. The edit has no effect in the long run either: the next synth from the cluster file does not know it.',
  },
  foreignFileInTheWay: {
    code: 'foreign-file-in-the-way',
    severity: 'error',
    title: 'A file of yours that has the name of a generated one',
    why: 'Synth did not write the file, because `dist/SHA256SUMS` does not list it, and does not replace it.',
  },
  editedFileKept: {
    code: 'edited-file-kept',
    severity: 'warning',
    title: 'An edited file that is no longer generated',
    why: 'Synth removes the files that it wrote and no longer writes, unless they were edited. Argo CD goes on syncing the file.',
  },
  foreignFileKept: {
    code: 'foreign-file-kept',
    severity: 'note',
    title: 'A file of yours among the generated ones',
    why: 'Synth keeps every file that it did not write. The note makes sure that none is there by accident.',
  },
} as const satisfies Record<string, RuleText>;
