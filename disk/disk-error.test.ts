import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError } from './disk-error';
import { makeFolder } from './make-folder';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function errorOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('an error of the file system says what failed, where, and why', () => {
  expect(describeError(errorOf(() => mkdirSync(join(root, 'a/b'))))).toBe(
    `cannot create \`${root}/a/b\`: a part of the path does not exist`,
  );
  expect(describeError(errorOf(() => copyFileSync(join(root, 'a'), join(root, 'b'))))).toBe(
    `cannot copy \`${root}/a\` to \`${root}/b\`: a part of the path does not exist`,
  );
});

test('an error in an application has its line, any other error its message alone', () => {
  const error = new Error('name is\n not defined');
  error.stack =
    'Error\n at x (/repo/graph/a.ts:1:1)\n at y (/repo/workloads/blog.ts:8:51)\n at z (/repo/workloads/applications.ts:9:1)';
  expect(describeError(error)).toBe('workloads/blog.ts:8: name is not defined');
  error.stack = 'Error\n at clusterGraph (/repo/workloads/cluster-graph.ts:8:51)';
  expect(describeError(error)).toBe('name is not defined');
  expect(describeError('no error')).toBe('no error');
});

test('folders are made with those around them, and those that exist are left alone', () => {
  makeFolder(join(root, 'a/b/c'));
  makeFolder(join(root, 'a/b/c'));
  mkdirSync(join(root, 'a/b/c/d'));
});
