import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockedError, withLock } from './lock';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  mkdirSync(join(root, '.infraflux/locks'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const announce = (name: string) => writeFileSync(join(root, '.infraflux/locks', name), '');
const left = () => readdirSync(join(root, '.infraflux/locks'));

test('work is done, its result returned, and the lock given back, also when it fails', () => {
  expect(withLock(root, () => 42)).toBe(42);
  expect(() =>
    withLock(root, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(left()).toEqual([]);
});

test('what a dead process left behind counts for nothing', () => {
  announce(`${hostname()} 999999999 1`);
  // The number of a running process, which is another one than the one that died.
  announce(`${hostname()} ${process.ppid} 1`);
  expect(withLock(root, () => 'done')).toBe('done');
  expect(left()).toEqual([]);
});

test('of a process on another machine nothing is known, so the lock holds and says how to remove it', () => {
  announce('elsewhere 7 1');
  expect(() => withLock(root, () => 'done')).toThrow(LockedError);
  expect(() => withLock(root, () => 'done')).toThrow('process 7 on `elsewhere`; if it has ended there, remove');
});
