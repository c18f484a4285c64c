import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkCase } from '../policy/vector-case';
import { schemaOf } from '../upstream/schemas/load';
import { main, readVectors } from './vectors';

/** The repository holds a selection; `INFRAFLUX_VECTORS` names a folder of more. */
const testdata = join(__dirname, '../policy/testdata');
const folders = [testdata, process.env.INFRAFLUX_VECTORS ?? ''].filter(existsSync);
const files = folders.flatMap(folder => readdirSync(folder).map(name => join(folder, name)));

test.each(files.filter(name => /\.jsonl(\.gz)?$/.test(name)))('%s: the engine decides as Cilium does', file => {
  const vectors = readVectors(file);
  expect(vectors.length).toBeGreaterThan(0);
  expect(
    vectors.map(vector => [vector.name, checkCase(vector, schemaOf)]).filter(([, found]) => found!.length > 0),
  ).toEqual([]);
});

test('a wrong expectation is noticed in both directions, and so is a wrong refusal', () => {
  const vector = readVectors(join(testdata, 'behaviours.jsonl')).find(({ name }) => name === 'default-deny')!;
  const flipped = vector.flows!.map(flow => ({ ...flow, expect: { egress: null, ingress: null } }));
  expect(
    checkCase({ ...vector, flows: flipped, rejected: { 0: 'refused' } }, schemaOf).map(({ what }) => what),
  ).toEqual(
    expect.arrayContaining(['policy 0', expect.stringMatching(/ egress$/), expect.stringMatching(/ ingress$/)]),
  );
});

test('the runner counts, shows each mismatch with its policies, and exits by what it found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  const vector = {
    name: 'one',
    policies: [{ kind: 'x' }],
    flows: [{ from: 'a', to: 'cidr:10.0.0.1', port: 80, protocol: 'TCP' }],
  };
  const write = (name: string, verdict: string) => {
    const flows = vector.flows.map(flow => ({ ...flow, expect: { egress: { verdict }, ingress: null } }));
    const line = JSON.stringify({ ...vector, endpoints: { a: { namespace: 'shop' } }, flows });
    writeFileSync(join(folder, name), name.endsWith('gz') ? gzipSync(line) : line);
    return join(folder, name);
  };
  const [right, wrong] = [write('right.jsonl', 'allowed'), write('wrong.jsonl.gz', 'denied')];
  const out: string[] = [];
  const print = (text: string) => void out.push(text);
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(print),
    jest.spyOn(console, 'error').mockImplementation(print),
  ];
  expect([main([right]), main([right, wrong]), main([]), main([join(folder, 'none')])]).toEqual([0, 3, 64, 1]);
  for (const spy of spies) spy.mockRestore();
  expect(out.join('\n')).toMatch(
    /^1 passed, 0 failed\n[\s\S]*one\n[\s\S]*expected [\s\S]*policy \{"kind":"x"\}\n1 passed, 1 failed/,
  );
});
