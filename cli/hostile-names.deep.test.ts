import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../test/run-command';
import { hookEvent, pod } from '../test/runtime/events';
import { findingFormats } from './options';

/** Names that some reader of the output would obey. */
const payloads = [
  '\n::set-output name=pwned::yes',
  '\r\n  ::add-mask::x::',
  '::error file=a.yaml::forged',
  '##[command]forged',
  '##vso[task.setvariable variable=x]y',
  "##teamcity[buildStatus text='x']",
  '\u001b[31mred\u001b[2J\u001b]0;title\u0007',
  '\u009b31mC1\u0085line',
  'section_start:1:a\r\u001b[0Ka',
  '"><img src=x onerror=alert(1)><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '`</code></details><img src=x>`',
  '@infraflux/team and #1 and ![x](https://evil.test/x.png)',
  '| a | b |\n| forged | row |',
  '"]; evil -->|"x"| evil2; %%{init: {"theme":"x"}}%%',
  '"]; evil [label="x',
  '=HYPERLINK("https://evil.test")',
  '+1+cmd|x',
  '-1@SUM(A1)',
  '\u202eecilop\u2066x\u2069',
  'zero\u200bwidth\u200d\ufeff\u00ad',
  'line\u2028separator\u2029',
  'lone \ud800 surrogate',
  'tag \u{e0041}\u{e0020}',
  '\u0000nul\b\u007f',
];

const meta = (name: string, namespace = name) => ({
  name,
  namespace,
  labels: { app: name },
  annotations: { note: name },
});
const objects = payloads.flatMap((text, index) => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta(text),
    spec: {
      selector: { matchLabels: { app: text } },
      template: {
        metadata: { labels: { app: `a${index}` } },
        spec: { containers: [{ name: text, image: text, ports: [{ name: text, containerPort: 80 }] }] },
      },
    },
  },
  {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: meta(text),
    spec: {
      description: text,
      endpointSelector: { matchLabels: { app: `a${index}` } },
      ingress: [{ fromEntities: ['world'], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }, { [text]: text }],
      egress: [{ toFQDNs: [{ matchName: text }], toEntities: [text] }],
    },
  },
  {
    apiVersion: 'cilium.io/v1alpha1',
    kind: 'TracingPolicy',
    metadata: { name: text },
    spec: {
      [text]: text,
      lsmhooks: [{ hook: text, tags: [text, 'attack/t1496'], selectors: [{ matchActions: [{ action: text }] }] }],
    },
  },
]);

const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
const [old, now] = ['old', 'now'].map(name => {
  mkdirSync(join(root, name));
  return join(root, name);
}) as [string, string];
const list = (items: readonly unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
writeFileSync(join(old, 'a.json'), list(objects.filter((_, index) => index % 3 !== 1)));
writeFileSync(join(now, 'a.json'), list(objects));
for (const [index, text] of payloads.entries())
  if (!/[/\0]|\ud800/.test(text)) writeFileSync(join(now, `${text}${index}.yaml`), 'apiVersion: v1\nkind: [\n');
const tracing = join(root, 'tracing.json');
writeFileSync(
  tracing,
  list([
    {
      apiVersion: 'cilium.io/v1alpha1',
      kind: 'TracingPolicy',
      metadata: { name: 'mounts' },
      spec: {
        lsmhooks: [{ hook: 'sb_mount', selectors: [{ matchActions: [{ action: 'Override', argError: -1 }] }] }],
      },
    },
  ]),
);
const events = join(root, 'events.jsonl');
writeFileSync(
  events,
  payloads
    .map(text =>
      hookEvent('sb_mount', {}, { ...pod(), binary: text, pod: { namespace: text, name: text, workload: text } }),
    )
    .join('\n'),
);

const each = (command: string[], formats: readonly string[]) =>
  formats.map(format => [[...command, '--format', format].join(' '), [...command, '--format', format]] as const);
const runs = [
  ...each(['lint', now], findingFormats),
  ...each(['check', now], findingFormats),
  ...each(['runtime', 'lint', now], findingFormats),
  ...each(['matrix', '--dir', now], ['table', 'json', 'csv', 'markdown', 'dot', 'mermaid', 'html']),
  ...each(['connections', '--dir', now], ['text', 'json']),
  ...each(['diff', old, now], ['text', 'json', 'markdown']),
  ...each(['compliance', '--dir', root], ['markdown', 'html', 'json']),
  ...each(['runtime', 'replay', events, '--dir', tracing], ['text', 'json']),
  ...payloads.flatMap(text =>
    each(['verdict', 'world', `${text}/${text}:80`, '--explain', '--dir', now], ['text', 'json']),
  ),
];

/** Whatever is not seen as itself, but the line feeds between lines. */
const invisible = /[^\n\P{C}]|[\p{Zl}\p{Zp}]/u;

test.each(runs)('%j prints no name that anything obeys', async (_, args) => {
  const { out, err, code } = await runCommand(...args);
  expect(err).not.toMatch(/^ {4}at \S.*:\d+:\d+\)?$|TypeError|RangeError/m);
  expect(code).not.toBe(1);
  const format = args[args.indexOf('--format') + 1] ?? '';
  for (const text of [out, err]) {
    expect(invisible.exec(text)?.[0]).toBeUndefined();
    expect(text).not.toMatch(/##\w*\[/);
    const commands = text.split('\n').filter(line => /^\s*::.*::/.test(line));
    expect(
      commands.filter(line => !/^::(?:error|warning|notice) file=[^:,]*,line=\d+,title=[\w-]+::/.test(line)),
    ).toEqual([]);
  }
  if (format === 'json' || format === 'sarif') expect(() => JSON.parse(out === '' ? '{}' : out)).not.toThrow();
  if (format === 'html' || format === 'junit')
    expect(out).not.toMatch(/<(?:img|script>alert|\/code><\/details)|['"] ?onmouseover/);
  if (format === 'csv')
    expect(
      out
        .split('\n')
        .flatMap(cellsOf)
        .filter(cell => /^[=+\-@]/.test(cell)),
    ).toEqual([]);
  if (format === 'markdown')
    expect(
      proseOf(out).match(/.{0,150}(?<!\\)<(?!br>|\/?details>|\/?summary>)|@\w|(?<!\\)!\[|^\| forged.*/m)?.[0],
    ).toBeUndefined();
  if (format === 'mermaid')
    for (const line of out.split('\n').slice(1))
      expect(line).toMatch(/^ {2}n\d+(?:\["[^"%{}`]*"\]| -->\|"[^"%{}`]*"\| n\d+)$/);
  if (format === 'dot')
    for (const line of out.split('\n').slice(1, -1))
      expect(line).toMatch(/^ {2}n\d+(?: -> n\d+)? \[label="(?:[^"\\]|\\.)*"\];$/);
});

test('JSON keeps the names as they are', async () => {
  const { out } = await runCommand('runtime', 'lint', now, '--json');
  const texts = JSON.stringify(JSON.parse(out));
  for (const text of payloads.filter(each => !each.includes('\ud800')))
    expect(texts).toContain(JSON.stringify(text).slice(1, -1));
});

const cellsOf = (line: string) =>
  [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Markdown without its code spans, in which nothing is markup. */
const proseOf = (text: string) => text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
