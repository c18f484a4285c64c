import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './main';

async function run(...args: string[]) {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation(line => lines.push(String(line)));
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  const code = await main(['check', ...args]);
  log.mockRestore();
  error.mockRestore();
  return { code, out: lines.join('\n') };
}

const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
mkdirSync(join(folder, 'apps'));
mkdirSync(join(folder, 'node_modules'));
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: ${image} }] }\n`;
writeFileSync(join(folder, 'apps', 'web.yaml'), pod('web:latest'));
writeFileSync(join(folder, 'node_modules', 'web.yaml'), pod('web:latest'));
writeFileSync(join(folder, 'page.yaml'), '{{- if .Values.page }}\ntitle: page\n{{- end }}\n');

test('a fault is told with the path of its file, and exits 3', async () => {
  const { code, out } = await run(folder);
  expect(code).toBe(3);
  expect(out).toContain(`${folder}/apps/web.yaml:4: error: the image \`web:latest\``);
  expect(out).not.toContain('node_modules');
});

test('a note is told, and exits 0', async () => {
  const { code, out } = await run(folder, '--only', 'valid-yaml,valid-schema');
  expect(out).toContain('page.yaml:1: note: the file is a template and was not checked');
  expect(code).toBe(0);
});

test.each([
  ['no-such-folder'],
  [folder, '--only', 'no-such-check'],
  [folder, '--format', 'xml'],
  [folder, folder],
  [folder, '--loud'],
  [join(folder, 'node_modules', '..', 'empty')],
])('%s %s %s is wrong usage', async (...args) => {
  expect((await run(...args)).code).toBe(64);
});

test('our own output has no error', async () => {
  const { out } = await run('--format', 'json');
  const { findings } = JSON.parse(out) as { findings: { severity: string }[] };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a baseline accepts what it knows, and notes what is fixed', async () => {
  const file = join(folder, 'known.txt');
  const pods = join(folder, 'apps', 'web.yaml');
  const only = ['--only', 'no-floating-versions'];
  expect((await run(folder, ...only, '--baseline', file)).code).toBe(64);
  expect((await run(folder, ...only, '--write-baseline', file)).code).toBe(0);
  writeFileSync(
    pods,
    `# moved by a line\n${pod('web:latest')}---\n${pod('api:latest').replace('name: web', 'name: api')}`,
  );
  const { code, out } = await run(folder, ...only, '--baseline', file);
  expect(code).toBe(3);
  expect(out).toContain('the image `api:latest`');
  expect(out).not.toContain('the image `web:latest`');
  writeFileSync(pods, pod('web:1.0.0'));
  expect((await run(folder, ...only, '--baseline', file)).out).toContain('`no-floating-versions` no longer occurs in');
});
