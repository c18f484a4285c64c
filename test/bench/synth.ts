import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Wall time of a synth of the three clusters against `cdk8s synth` of a hello-world app in the same run, and what one
 * more cluster costs. Prints ratios; medians of five runs after one that warms the caches.
 */
const root = join(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'infraflux-bench-'));

function median(run: () => void): number {
  run();
  const seconds = Array.from({ length: 5 }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  return seconds.sort((a, b) => a - b)[2]!;
}

function execute(directory: string, command: string, ...args: string[]): () => void {
  return () => {
    execFileSync(join(root, 'node_modules/.bin', command), args, { cwd: directory, stdio: 'ignore' });
  };
}

/** A copy of the project whose `clusters/` can be changed. */
function project(name: string, extraClusters: number): string {
  const directory = join(scratch, name);
  mkdirSync(directory);
  for (const entry of readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory() && !['clusters', 'dist', 'gitops', '.git', '.infraflux'].includes(entry.name))
      symlinkSync(join(root, entry.name), join(directory, entry.name));
  for (const entry of ['clusters', 'main.ts', 'package.json', 'tsconfig.json'])
    cpSync(join(root, entry), join(directory, entry), { recursive: true });
  const homelab = readFileSync(join(root, 'clusters/homelab.yaml'), 'utf8');
  for (let index = 0; index < extraClusters; index++)
    writeFileSync(
      join(directory, `clusters/extra-${index}.yaml`),
      homelab.replace('name: homelab', `name: extra-${index}`),
    );
  return directory;
}

function helloWorld(): string {
  const directory = join(scratch, 'hello');
  mkdirSync(directory);
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  writeFileSync(join(directory, 'cdk8s.yaml'), 'language: typescript\napp: node_modules/.bin/tsx main.ts\n');
  writeFileSync(
    join(directory, 'main.ts'),
    `import { ApiObject, App, Chart } from 'cdk8s';
     const app = new App();
     new ApiObject(new Chart(app, 'hello'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { hello: 'world' } });
     app.synth();`,
  );
  return directory;
}

try {
  const hello = median(execute(helloWorld(), 'cdk8s', 'synth'));
  const ours = median(execute(project('three', 0), 'tsx', 'main.ts'));
  const extra = 10;
  const more = (median(execute(project('more', extra), 'tsx', 'main.ts')) - ours) / extra;
  console.log(`cdk8s synth of hello world  ${hello.toFixed(2)} s`);
  console.log(`synth of three clusters     ${ours.toFixed(2)} s, ratio ${(ours / hello).toFixed(2)} (limit 1.50)`);
  console.log(`one more cluster            ${more.toFixed(3)} s (limit 0.150)`);
} finally {
  rmSync(scratch, { recursive: true });
}
