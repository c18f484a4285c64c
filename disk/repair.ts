import { dirname, resolve } from 'node:path';
import { withLock } from './lock';
import { finishWriting, isUnfinished } from './write-files';

/**
 * Completes the trees of the repository that holds `place` where a synth was killed there, before a command reads them.
 * @throws LockedError while that synth is running
 */
export function repair(place: string): void {
  for (let folder = resolve(place); ; folder = dirname(folder)) {
    if (isUnfinished(folder)) withLock(folder, () => finishWriting(folder));
    if (dirname(folder) === folder) return;
  }
}
