import { spawnSync } from 'node:child_process';

/**
 * The first of some commands that is installed: what needs it is skipped elsewhere, and says so.
 * @throws Error in CI, where nothing is skipped
 */
export function installed(...commands: readonly string[]): string | undefined {
  const found = commands.find(command => spawnSync(command, ['--version']).error === undefined);
  const names = commands.map(command => `\`${command}\``).join(' or ');
  if (found === undefined && process.env.CI) throw new Error(`${names} is not installed: in CI nothing is skipped`);
  if (found === undefined) console.warn(`${names} is not installed: the tests that run it are skipped`);
  return found;
}
