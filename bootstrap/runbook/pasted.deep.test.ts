import { renderJsonSchema } from '../../config/json-schema';
import type { Cluster } from '../../config/schema/cluster';
import { isRecord } from '../../model/manifest';
import { fixtureFleet, minimalCluster } from '../../test/fleet';
import { bashBlocks, inOrder, neverEnds, type Recording, record } from '../../test/recorded-shell';
import { componentsOf } from '../../workloads/applications';
import { requiredSecrets, workloadSecrets } from '../secrets';
import { variablesOf } from '../secrets/commands';
import type { SecretReader } from '../secrets/workloads';
import { pathsOf } from './paths';
import { runbook } from './runbook';

/** The runbook of a cluster, each block pasted into a shell that has the variables which the page asks for. */
function pasted(cluster: Cluster, readers: readonly SecretReader[]): Recording[] {
  const secrets = requiredSecrets(cluster, workloadSecrets(readers));
  const value = `'$(touch given) "; touch given;'`;
  const given = variablesOf(secrets).map(name => `${name}=${value}`);
  return bashBlocks(runbook(cluster, secrets)).map(block =>
    record(block, {
      env: { INSTALL_DISK: '/dev/sda; touch given', LAYER: '$(touch given) x' },
      files: { [`${pathsOf(cluster).private}/secrets.env`]: `${given.join('\n')}\n` },
    }),
  );
}

const bare = minimalCluster({ hubble: false, runtimeSecurity: false, monitoring: false, storage: false });
const clusters = [...fixtureFleet, bare].map(cluster => ({
  name: cluster.name,
  cluster,
  readers: componentsOf(cluster).map(({ namespace, secret }): SecretReader => ({ namespace, secret })),
}));

test.each(clusters)('every block of the runbook of $name runs what it shows, and ends', ({ cluster, readers }) => {
  for (const { commands, complaints, made } of pasted(cluster, readers)) {
    expect(complaints).toBe('');
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter(([program]) => program!.startsWith('unknown'))).toEqual([]);
    expect(commands.filter(neverEnds)).toEqual([]);
    expect(made.filter(file => file !== 'platform-ca.crt')).toEqual([]);
  }
});

/** Endings that a value of a cluster file never has, each of which bash would act on. */
const hostile = [
  '; touch pwned',
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '\ntouch pwned\n',
  ' && touch pwned #',
  '| touch pwned',
  '> pwned',
  ' --force',
  '* ~ {a,b} ?',
  '\\',
  '\n```\n\n```bash\ntouch pwned\n```',
  '\x1b[2K\rtouch pwned\r',
  '$IFS$PATH',
];

const mark = 'zqz';

/** The cluster with everything on, and the one with the least. */
const extremes = clusters.filter(({ name }) => ['production-east', 'minimal'].includes(name));

/** Values that the schema lists, by which the runbook decides what to show. */
const fixed = new Set(['random', 'given', ...listedIn(JSON.parse(renderJsonSchema()))]);

function listedIn(schema: unknown): unknown[] {
  if (Array.isArray(schema)) return schema.flatMap(listedIn);
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'enum' || key === 'const' ? [value].flat() : listedIn(value),
  );
}

/** The value with an ending on every text that is free, as if no cluster file were ever checked. */
function ending<T>(value: T, text: string): T {
  const changed = (inner: unknown): unknown => {
    if (typeof inner === 'string') return fixed.has(inner) ? inner : `${inner}${text}`;
    if (Array.isArray(inner)) return inner.map(changed);
    if (!isRecord(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, value]) => [key, key === 'scheme' ? value : changed(value)]),
    );
  };
  return changed(value) as T;
}

/** What the same clusters run whose values end in a harmless mark. */
const marked = new Map<string, Recording[]>();
beforeAll(() => {
  for (const { name, cluster, readers } of extremes)
    marked.set(name, pasted(ending(cluster, mark), ending(readers, mark)));
});

test.each(hostile)('values that end in %j reach the programs that they are meant for', text => {
  for (const { cluster, readers } of extremes) {
    const found = pasted(ending(cluster, text), ending(readers, text));
    expect(found.map(({ complaints }) => complaints).join('')).toBe('');
    expect(found.flatMap(({ made }) => made).filter(file => /pwned|given|answered/.test(file))).toEqual([]);
    expect(found.map(({ commands }) => commands)).toEqual(
      marked
        .get(cluster.name)!
        .map(({ commands }) => inOrder(commands.map(words => words.map(word => word.replaceAll(mark, () => text))))),
    );
  }
});
