import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand as run } from '../test/run-command';

const shop = join(__dirname, 'testdata', 'shop');

const verdict = (...args: string[]) => run('verdict', ...args, '--dir', shop);

test.each([
  [['shop/api', 'shop/db:5432'], 0, /^allowed/],
  [['shop/api', 'shop/db:5433'], 2, /^denied/],
  [['world', 'shop/api:http', '--http', 'GET /public/x'], 0, /admits the request/],
  [['world', 'shop/api:http', '--http', 'PUT /public/x'], 2, /denies the request/],
  [['1.1.1.1', 'shop/api:8080/UDP'], 2, /^denied/],
  [['shop/db', '[2001:db8::1]:443'], 2, /^denied/],
  [['shop/api', 'example.com:443'], 0, /^allowed/],
  [['kube-system/agent', 'shop/db:5432'], 3, /^undecidable[\s\S]*its own pods/],
  [['kube-system/agent', 'shop/api:8080', '--http', 'GET /public'], 0, /^allowed/],
])('verdict %j: exit %s', async (args, code, pattern) => {
  const result = await verdict(...args);
  expect(result.out).toMatch(pattern);
  expect([result.code, result.err]).toEqual([code, expect.stringMatching(/^read 1 file: \d+ manifests, [^\n]*$/)]);
});

test.each([
  [['nobody/here', 'shop/db:1'], /`nobody\/here` is not a workload here/],
  [['shop/apis', 'shop/db:1'], /did you mean `shop\/api`, `shop\/db`\?/],
  [['shop/apisvc', 'shop/db:80'], /does not open connections: it is a Service, and policies see its pods, `shop\/api`/],
  [['shop/db', 'gateway:shop/gone:80'], /Gateway `shop\/gone` is not among the manifests; expected none/],
  [['shop/db', 'node:gone:80'], /node `gone` is not known; expected none/],
  [['shop/db', 'default:shop/api:80'], /`default` is this cluster; write `shop\/api`/],
  [['shop/db', 'west:api:80'], /write `west:NAMESPACE\/WORKLOAD`/],
  [['world:443', 'shop/db:80'], /`world:443` has a port, which only TO takes; write `world`/],
  [['shop/db', 'shop/api'], /names no port/],
  [['shop/db', 'shop/api:metrics'], /has no TCP port `metrics`; expected a number, http/],
  [['shop/db', 'shop/api:0'], /`0` is not a port; expected 1 to 65535/],
  [['shop/db', 'shop/api:65536'], /not a port/],
  [['shop/db', 'shop/api:8080/TPC'], /unknown protocol `TPC`; did you mean `TCP`/],
  [['shop/db', 'shop/api:8080/FOO'], /unknown protocol `FOO`; expected TCP, UDP/],
  [['shop/db', '999.999.999.999:80'], /not a workload here/],
  [['shop/db', 'shop/api:80', '--http', 'DELETE'], /no path|method and a path/],
  [['shop/db', 'shop/api:80', '--http', '/api'], /method and a path/],
  [['shop/db', 'shop/api:80', '--http', 'GET api/v1'], /is not an HTTP request|no path/],
  [['shop/db', 'shop/api:80', '--http', 'DELETE/api'], /is not an HTTP request/],
  [['shop/db', 'shop/api:80', '--http', 'GET /x HTTP/1.1'], /is not an HTTP request/],
  [['shop/db', 'shop/api:80', '--http', 'POST /a b'], /is not an HTTP request/],
  [['shop/db', 'shop/api:80', '--http', 'MKCOL2 /x'], /`MKCOL2` is not an HTTP method/],
  [['shop/db', 'shop/api:80', '--http', 'G:T /x'], /not an HTTP method/],
  [['shop/db', 'shop/api:80', '--http', 'GET /a#b'], /not the path of a request/],
  [['shop/db', 'shop/api:80', '--http', 'GET http://a_b/x'], /`a_b` is not a host/],
  [['shop/db', 'shop/api:80', '--http', 'GET ftp://a/x'], /not an HTTP request/],
  [['shop/db', 'shop/api:80', '--http', ''], /`--http` needs a value/],
  [['shop/db', 'shop/api:80', '--sni', '10.0.0.1'], /not a DNS name/],
  [['shop/db', 'shop/api:80', '--sni', '*.example.com'], /not a DNS name/],
  [['shop/db', 'shop/api:53/UDP', '--dns', 'a..b'], /not a DNS name/],
  [['shop/db', 'shop/api:53/UDP', '--dns', 'a b'], /not a DNS name/],
  [['shop/db', 'shop/api:80', 'more'], /unexpected argument `more`/],
  [['shop/db', 'shop/api:80', '--json=1'], /`--json` takes no value/],
  [['shop/db', 'shop/api:80', '--dns', 'a.test', '--dns', 'b.test'], /`--dns` is given twice/],
  [['shop/db', 'shop/api:80', '--explian'], /unknown option `--explian`; did you mean `--explain`/],
  [['shop/db'], /TO:PORT.* is missing/],
  [['shop/db', 'shop/api:1', '--bogus'], /--bogus/],
  [
    ['shop/db', 'shop/api:1', '--enforcement', 'some'],
    /unknown value `some` of `--enforcement`; expected default, always, never/,
  ],
])('verdict %j: exit 64, and where to find help', async (args, pattern) => {
  const { code, err } = await verdict(...args);
  expect(err).toMatch(pattern);
  expect(err).toMatch(/\nsee npx infraflux verdict --help$/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(64);
});

test('--explain names the rules with file and line, and what to add', async () => {
  const { out } = await verdict('shop/db', 'shop/api:8080', '--explain');
  expect(out).toContain(
    `    CiliumNetworkPolicy shop/db\n      ${shop}/shop.yaml:42  spec.egress[0]  misses: it has no peers: it only enables default deny`,
  );
  expect(out).toMatch(
    /to open: add to a policy that selects shop\/db\n\s+egress:\n\s+- toEndpoints:[\s\S]*app: api\n\s+toPorts: .*"8080"/,
  );
  const { out: json } = await verdict('shop/db', 'shop/api:8080', '--explain', '--json');
  expect(JSON.parse(json).answers[0].egress).toMatchObject({
    verdict: 'denied',
    rules: [{ kind: 'CiliumNetworkPolicy', name: 'db', line: 42 }],
    considered: [{ role: 'misses' }],
  });
});

test('--explain puts the rules that decide first, and says of the others why they do not', async () => {
  const { out } = await verdict('shop/api', 'shop/db:5432', '--explain');
  const [, ingress = ''] = out.split('ingress  ');
  expect(ingress).toMatch(/^allowed by these rules\n {4}CiliumNetworkPolicy shop\/db\n.* allows it$/m);
  const { out: others } = await verdict('world', 'shop/db:9999', '--explain');
  expect(others).toContain('misses: it is for other peers: app=api');
  const { out: ports } = await verdict('shop/api', 'shop/db:9999', '--explain');
  expect(ports).toContain('misses: it is for other ports: 5432/TCP');
});

test.each(['table', 'json', 'csv', 'markdown', 'dot', 'mermaid', 'html'])('matrix as %s', async format => {
  const { code, out } = await run('matrix', '--dir', shop, '--format', format);
  expect(out).toContain('shop/api');
  expect(out).not.toContain('kube-system/agent');
  if (format === 'json')
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ from: 'shop/api', to: 'shop/db' }));
  expect(code).toBe(0);
});

test('connections are pairs with exact ports', async () => {
  const { out } = await run('connections', '--dir', shop);
  expect(out.split('\n')).toEqual(
    expect.arrayContaining([
      'shop/api → shop/db: TCP 5432',
      'world → shop/api: TCP 8080 (HTTP GET /public.*)',
      'shop/api → world: all',
    ]),
  );
  expect(out).not.toMatch(/shop\/db → /);
});

test.each([
  [['--to-world'], ['shop/api → world: all']],
  [['--from-world'], ['world → shop/api: TCP 8080 (HTTP GET /public.*)']],
  [['--from', 'shop/api', '--to', '9.9.9.9'], ['shop/api → 9.9.9.9: all']],
  [['--from', 'shop/*', '--to', '*.example.com'], ['shop/api → *.example.com: all']],
  [['--from', 'shop/api', '--to', 'shop/db'], ['shop/api → shop/db: TCP 5432']],
  [['--from', 'shop/db'], ['nothing']],
])('connections %j', async (filter, expected) => {
  const { code, out } = await run('connections', '--dir', shop, ...filter);
  expect(out.split('\n')).toEqual(expected);
  expect(code).toBe(0);
});

test.each([
  [['--from', 'shop/ap'], /`shop\/ap` is not a workload here.*did you mean `shop\/api`\?/],
  [['--namespace', 'shopp'], /unknown namespace `shopp`; did you mean `shop`\?/],
  [['--to', 'nowhere/*'], /unknown namespace `nowhere`/],
  [['--to-world', '--to', 'shop/db'], /`--to` is given twice/],
])('connections %j: exit 64', async (filter, pattern) => {
  const { code, err } = await run('connections', '--dir', shop, ...filter);
  expect(err).toMatch(pattern);
  expect(code).toBe(64);
});

test('a matrix of one namespace leaves out what it is not connected with', async () => {
  const { out } = await run('matrix', '--dir', shop, '--namespace', 'shop', '--format', 'csv');
  expect(out).toContain('from \\ to,shop/api,shop/db');
  expect(out).toContain('world,TCP 8080 (HTTP GET /public.*)');
});

const workload =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api, namespace: shop }\nspec: { template: { metadata: { labels: { app: api } }, spec: { containers: [] } } }\n';
const policy = (port: number) =>
  `---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ fromEntities: [world], toPorts: [{ ports: [{ port: "${port}", protocol: TCP }] }] }] }\n`;

test('diff says what opens and what closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  const [old, now] = [80, 443].map(port => {
    const file = join(folder, `${port}.yaml`);
    writeFileSync(file, workload + policy(port));
    return file;
  }) as [string, string];
  expect(await run('diff', old, now)).toMatchObject({
    code: 3,
    out: [
      'exposing: + world → shop/api: TCP 443',
      '    first   check that this is meant; a commit may allow it with `Infraflux-Allow: exposing REASON`',
      'disruptive: - world → shop/api: TCP 80',
      '1 exposing, 1 disruptive',
    ].join('\n'),
  });
  expect(await run('diff', old, old)).toMatchObject({ code: 0, out: 'nothing' });
  expect((await run('diff', old, 'no-such-revision')).code).toBe(64);
});

test('diff reads git revisions', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-git-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  git('init', '-q');
  for (const port of [80, 443]) {
    writeFileSync(join(folder, 'all.yaml'), workload + policy(port));
    git('add', '.');
    git('commit', '-qm', `${port}`);
  }
  const home = process.cwd();
  process.chdir(folder);
  const result = await run('diff', 'HEAD~1', 'HEAD', '--path', '.');
  process.chdir(home);
  expect(result).toMatchObject({ code: 3, out: expect.stringContaining('exposing: + world → shop/api: TCP 443') });
});

test('two clusters in one folder are not taken for one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const name of ['east', 'west']) writeFileSync(join(folder, `${name}.yaml`), workload);
  const { code, err } = await run('connections', '--dir', folder);
  expect(err).toMatch(/`shop\/api` is there more than once.*east\.yaml.*west\.yaml/);
  expect(code).toBe(64);
});

test('without a command the overview is shown', async () => {
  expect(await run()).toMatchObject({ code: 64, out: '', err: expect.stringContaining('verdict') });
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/verdict[\s\S]*matrix/) });
  expect(await run('nonsense')).toEqual({
    code: 64,
    out: '',
    err: expect.stringMatching(/^unknown command `nonsense`; expected verdict, .*\nsee npx infraflux --help$/),
  });
  expect((await run('lnit')).err).toMatch(/did you mean `lint`\?/);
  expect((await run('runtime', 'lnt')).err).toMatch(/did you mean `lint`\?/);
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+$/);
});
