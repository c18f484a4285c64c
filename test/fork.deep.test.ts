import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');
const nobody = 65_534;

const clusterFile = `name: garage
domain: garage.infraflux.dev
git: { repository: https://github.com/garage-lab/platform.git, revision: production }
talos:
  endpoint: https://172.20.0.9:6443
  controlPlanes: [172.20.0.11, 172.20.0.12, 172.20.0.13]
  workers: [172.20.0.21, 172.20.0.22]
network:
  nodeCIDR: 172.20.0.0/24
loadBalancing:
  pools: [{ name: lan, blocks: [172.20.0.200-172.20.0.219] }]
  l2: { interfaces: [^en.*], nodeSelector: { kubernetes.io/os: linux } }
monitoring: false
storage: false
`;
const applications = `import type { Cluster } from '../config/schema/cluster';
import type { Component } from '../graph/application';

export function componentsOf(_: Cluster): Component[] {
  return [];
}
`;

let fork: string;
let home: string;

/** What a user has who starts from the project: other clusters, no example, no Git, another user and language. */
beforeAll(() => {
  fork = mkdtempSync(join(tmpdir(), 'infraflux-fork-'));
  const left = ['node_modules', '.git', '.infraflux', 'coverage', 'clusters', 'dist', 'gitops', 'workloads'];
  for (const entry of readdirSync(root))
    if (!left.includes(entry)) cpSync(join(root, entry), join(fork, entry), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(fork, 'node_modules'));
  for (const folder of ['clusters', 'workloads'])
    cpSync(join(root, folder), join(fork, folder), {
      recursive: true,
      filter: path => !path.endsWith('.yaml') && !path.endsWith('shop.ts'),
    });
  writeFileSync(join(fork, 'clusters/garage.yaml'), clusterFile);
  writeFileSync(join(fork, 'workloads/applications.ts'), applications);
  home = mkdtempSync(join(tmpdir(), 'infraflux-home-'));
  if (process.getuid?.() === 0) for (const folder of [fork, home]) give(folder);
}, 60_000);
afterAll(() => {
  for (const folder of [fork, home]) rmSync(folder, { recursive: true });
});

function give(path: string): void {
  chownSync(path, nobody, nobody);
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true }))
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), nobody, nobody);
}

function run(...command: string[]) {
  const [program = '', ...args] = command;
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: fork,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      HOME: home,
      LC_ALL: 'tr_TR.UTF-8',
      TMPDIR: home,
      npm_config_update_notifier: 'false',
      npm_config_cache: join(home, '.npm'),
    },
    ...user,
  });
  return { status, output: `${stdout}${stderr}` };
}

test.each([
  ['synth', ['npm', 'run', 'synth']],
  ['check', ['npm', 'run', 'check']],
  ['pages', ['npm', 'run', 'pages']],
  ['lint', ['npm', 'run', 'lint']],
  ['typecheck', ['npm', 'run', 'typecheck']],
  ['the unit tests', ['npm', 'test', '--', '--silent']],
])(
  '%s passes in a fork with clusters of its own',
  (_, command) => {
    const { status, output } = run(...command);
    expect({ status, output: status === 0 ? '' : output.slice(-5000) }).toEqual({ status: 0, output: '' });
  },
  600_000,
);
