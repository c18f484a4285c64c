import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';
import { withLock } from './lock';
import { finishWriting } from './write-files';

const kills = 1000;
const races = 500;
const trees = ['dist', 'gitops/argocd'];
const paths = Array.from({ length: 12 }, (_, index) => `${trees[index % 2]}/${index % 3}/${index}.yaml`);

let root: string;
let writer: string;

/** A program that writes trees again and again, as plain JavaScript: a process has to start in milliseconds. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  const code = join(root, 'code');
  const options = {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  } as const;
  for (const room of ['disk', 'model']) {
    mkdirSync(join(code, room), { recursive: true });
    for (const file of readdirSync(join(__dirname, '..', room)).filter(name => /^[\w-]+\.ts$/.test(name)))
      writeFileSync(
        join(code, room, file.replace(/\.ts$/, '.js')),
        transformFileSync(join(__dirname, '..', room, file), options).code,
      );
  }
  writer = join(code, 'writer.js');
  writeFileSync(
    writer,
    `const { LockedError, withLock } = require('./disk/lock');
const { finishWriting, writeFiles } = require('./disk/write-files');
const { planWrite } = require('./disk/write-plan');
const [root, text, rounds] = process.argv.slice(2);
const paths = ${JSON.stringify(paths)};
for (let round = 1; round <= Number(rounds); round++)
  try {
    withLock(root, () => {
      finishWriting(root);
      const plan = planWrite(root, ${JSON.stringify(trees)}, new Map(paths.map(path => [path, text + round])));
      if (plan.findings.length > 0) throw new Error(JSON.stringify(plan.findings));
      writeFiles(root, plan);
    });
    if (round === 1) process.stdout.write('.');
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    process.exitCode = 1;
  }
`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const start = (project: string, text: string, rounds: number): ChildProcess =>
  spawn(process.execPath, [writer, project, text, String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
const contents = (project: string) => new Set(paths.map(path => readFileSync(join(project, path), 'utf8')));

test(`${kills} kills leave no partial tree`, async () => {
  const project = mkdtempSync(join(root, 'kills-'));
  await ended(start(project, 'first', 1));
  for (let kill = 0; kill < kills; kill++) {
    const child = start(project, `${kill}-`, 1000);
    const end = ended(child);
    await new Promise(resolve => child.stdout!.once('data', resolve));
    await wait((kill * 7) % 23);
    child.kill('SIGKILL');
    await end;
    withLock(project, () => finishWriting(project));
    expect([...contents(project)]).toHaveLength(1);
  }
}, 600_000);

test(`in ${races} races one of two writes its tree whole, and the other says who it waits for or comes after`, async () => {
  const project = mkdtempSync(join(root, 'races-'));
  await ended(start(project, 'zero', 1));
  for (let race = 0; race < races; race++) {
    const ends = await Promise.all([start(project, 'one', 1), start(project, 'two', 1)].map(ended));
    expect(ends.filter(({ code }) => code !== 0 && code !== 1)).toEqual([]);
    const found = contents(project);
    expect(found.size).toBe(1);
    if (ends.every(({ code }) => code === 1)) continue;
    expect(['one1', 'two1']).toContain([...found][0]);
  }
}, 600_000);
