import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readVectors } from '../cli/vectors';
import { checkCase } from './vector-case';

/** A selection stands in the repository; `INFRAFLUX_VECTORS` names a folder of more. */
const folders = [join(__dirname, 'testdata'), process.env.INFRAFLUX_VECTORS ?? ''].filter(existsSync);
const files = folders.flatMap(folder => readdirSync(folder).map(name => join(folder, name)));

test.each(files.filter(name => /\.jsonl(\.gz)?$/.test(name)))('%s: the engine decides as Cilium does', file => {
  const vectors = readVectors(file);
  expect(vectors.length).toBeGreaterThan(0);
  expect(vectors.map(vector => [vector.name, checkCase(vector)]).filter(([, found]) => found!.length > 0)).toEqual([]);
});

test('a wrong expectation is noticed in both directions, and so is a wrong refusal', () => {
  const vector = readVectors(join(__dirname, 'testdata', 'behaviours.jsonl')).find(
    ({ name }) => name === 'default-deny',
  )!;
  const flipped = vector.flows!.map(flow => ({ ...flow, expect: { egress: null, ingress: null } }));
  expect(checkCase({ ...vector, flows: flipped, rejected: { 0: 'refused' } }).map(({ what }) => what)).toEqual(
    expect.arrayContaining(['policy 0', expect.stringMatching(/ egress$/), expect.stringMatching(/ ingress$/)]),
  );
});
