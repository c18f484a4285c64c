import { withLock } from './lock';
import { finishWriting, isUnfinished } from './write-files';

/**
 * Completes the trees below `root` where a synth was killed, before a command reads them.
 * @throws LockedError while that synth is running
 */
export function repair(root: string): void {
  if (isUnfinished(root)) withLock(root, () => finishWriting(root));
}
