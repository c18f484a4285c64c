import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

const folder = '.infraflux/locks';

/** Another process writes here. */
export class LockedError extends Error {}

/**
 * Runs `work` while no other process does so below the same root.
 *
 * Each process announces itself by a file whose name no other process ever has, and then looks who else is there. Two
 * that arrive together may both give way, but never both go on; what a killed process left behind counts for nothing.
 * @throws LockedError that names the process which holds the lock
 */
export function withLock<Result>(root: string, work: () => Result): Result {
  const locks = join(root, folder);
  const own = [hostname(), process.pid, startOf(process.pid)].join(' ');
  makeFolder(locks);
  writeFileSync(join(locks, own), '');
  try {
    const holder = readdirSync(locks).find(name => name !== own && !isDead(name, locks));
    if (holder !== undefined) throw new LockedError(describe(holder));
    return work();
  } finally {
    rmSync(join(locks, own), { force: true });
  }
}

function isDead(name: string, locks: string): boolean {
  const [host = '', pid = '', start = ''] = name.split(' ');
  if (host !== hostname() || (isRunning(Number(pid)) && startOf(Number(pid)) === start)) return false;
  rmSync(join(locks, name), { force: true });
  return true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the kernel's ticks, so that a number that is used again is not mistaken; empty off Linux. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return '';
  }
}

function describe(name: string): string {
  const [host = '', pid = ''] = name.split(' ');
  return host === hostname()
    ? `another synth is running here: process ${pid}; wait until it ends, or stop it with \`kill ${pid}\``
    : `another synth is running here: process ${pid} on \`${host}\`; if it has ended there, remove \`${folder}/${name}\``;
}
