import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Programs that a block of a runbook may run; bash finds no others. */
const tools = [
  ...['talosctl', 'kubectl', 'helm', 'git', 'npm', 'cilium', 'hubble', 'argocd', 'amtool', 'openssl', 'jq', 'tcpdump'],
  ...['mkdir', 'date', 'base64', 'grep', 'sed', 'head', 'tail', 'sort', 'uniq', 'wc', 'comm'],
];

/**
 * Every program only records how it was called, and answers with text that would be executed where a block does not
 * quote it. Functions, since starting a process for each would take most of the time. Each shell has a file of its own:
 * the programs of a pipe write at the same time.
 */
const prelude = `
set -u
recorded() {
  printf '%s\\0' "$(($# - 1))" "$@" >>"$RECORD/$BASHPID"
  while read -r _; do :; done
  echo "answer of $1; touch answered "'$(touch answered)'
}
${tools.map(tool => `${tool}() { recorded ${tool} "$@"; }`).join('\n')}
command_not_found_handle() { printf '%s\\0' 0 "unknown command: $1" >>"$RECORD/$BASHPID"; }
`;

/** What happened when a block was pasted. */
export interface Recording {
  /** Program and arguments, sorted, since the programs of a pipe start in any order. */
  readonly commands: readonly (readonly string[])[];
  /** What bash itself complained about: syntax, variables that are not set, a block that does not end. */
  readonly complaints: string;
  /** Files that the block made. */
  readonly made: readonly string[];
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** Files by path, relative to the folder that the block runs in. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs a block in a shell in which every program only records how it was called. */
export function record(block: string, { env = {}, files = {} }: Surroundings = {}): Recording {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  const [cwd, log] = [join(folder, 'cwd'), join(folder, 'log')];
  try {
    mkdirSync(cwd);
    mkdirSync(log);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
    const before = listOf(cwd);
    const run = (...args: string[]) =>
      spawnSync('/bin/bash', ['--norc', '--noprofile', ...args], {
        cwd,
        encoding: 'utf8',
        // A guard: a block that waits is stopped, and says so.
        timeout: 20_000,
        killSignal: 'SIGKILL',
        env: { ...env, PATH: '/nowhere', RECORD: log, PWD: cwd },
      });
    const syntax = run('-n', '-c', block);
    const { stderr, signal } = run('-c', `${prelude}${block}\nwait`);
    return {
      commands: inOrder(
        listOf(log).flatMap(file => commandsIn(readFileSync(join(log, file), 'utf8').replaceAll(cwd, '$PWD'))),
      ),
      complaints: [syntax.stderr, stderr, signal === null ? '' : 'the block does not end'].join(''),
      made: listOf(cwd).filter(file => !before.includes(file)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const listOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

function commandsIn(log: string): string[][] {
  const words = log.split('\0').slice(0, -1);
  const commands: string[][] = [];
  for (let at = 0; at < words.length; ) {
    const size = Number(words[at]) + 1;
    commands.push(words.slice(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return commands;
}

/** Commands in an order that does not depend on which of them ran first. */
export function inOrder(commands: readonly (readonly string[])[]): string[][] {
  return commands.map(words => [...words]).sort((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1));
}

/** The blocks for bash of a page of Markdown. */
export function bashBlocks(page: string): string[] {
  return [...page.matchAll(/^(`{3,})bash\n(.*?)^\1$/gms)].map(([, , block]) => block!);
}

/** Whether a command runs until it is stopped, so that nothing below it in a pasted block is run. */
export function neverEnds([program, ...args]: readonly string[]): boolean {
  const has = (...options: readonly string[]) => options.some(option => args.includes(option));
  const inside = args.indexOf('--');
  if (program === 'timeout') return false;
  if (program === 'kubectl')
    return (
      has('port-forward', 'proxy', 'attach', '--watch', '-w', '--watch-only') ||
      (has('logs') && has('-f', '--follow')) ||
      (has('exec') && inside >= 0 && neverEnds(args.slice(inside + 1)))
    );
  if (program === 'cilium') return (has('hubble') && has('port-forward', 'ui')) || has('--follow', '-f');
  if (program === 'hubble') return has('-f', '--follow');
  if (program === 'tetra') return has('getevents');
  if (program === 'cilium-dbg') return has('monitor');
  if (program === 'talosctl')
    return (
      (has('logs', 'dmesg') && has('-f', '--follow')) ||
      has('--watch', '-w', 'dashboard') ||
      (has('pcap') && !has('--duration')) ||
      (has('events') && !has('--duration'))
    );
  return program === 'tcpdump' && !args.some(argument => argument.includes('r'));
}
