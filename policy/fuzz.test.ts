import { readFileSync } from 'node:fs';
import type { KubernetesObject, Manifest } from '../model/manifest';
import { createEngine } from './engine';
import { asManifest, type Chooser, createChooser } from './testing/random';

const MUTANTS = 4000;
const JUNK = [
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1e9,
  1.5,
  true,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  ['*'],
  '__proto__',
  '::/0',
  '10.0.0.0/33',
  '\u0000',
];
const KEYS = [
  'spec',
  'specs',
  'toPorts',
  'ports',
  'rules',
  'http',
  'dns',
  'icmps',
  'fromEndpoints',
  '__proto__',
  'constructor',
  'toString',
  'nope',
];

/** Replaces, removes or adds one value somewhere in a copy. */
function mutate(value: unknown, chooser: Chooser): unknown {
  if (chooser.chance(0.15) || typeof value !== 'object' || value === null) return chooser.pick(JUNK);
  if (Array.isArray(value)) {
    if (value.length === 0 || chooser.chance(0.1)) return [...value, chooser.pick(JUNK)];
    const index = chooser.below(value.length);
    return value.map((item, at) => (at === index ? mutate(item, chooser) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || chooser.chance(0.15)) return { ...value, [chooser.pick(KEYS)]: chooser.pick(JUNK) };
  const index = chooser.below(entries.length);
  if (chooser.chance(0.1)) return Object.fromEntries(entries.filter((_, at) => at !== index));
  return Object.fromEntries(entries.map(([key, item], at) => [key, at === index ? mutate(item, chooser) : item]));
}

test('malformed objects get a finding or a verdict, never a crash', () => {
  const chooser = createChooser(4);
  const objects = ['behaviours.jsonl', 'refusals.jsonl']
    .flatMap(file => readFileSync(`${__dirname}/testdata/${file}`, 'utf8').trim().split('\n'))
    .flatMap(line => JSON.parse(line).policies as KubernetesObject[]);
  const endpoints = [
    { name: 'a', namespace: 'shop', labels: { app: 'api' }, namedPorts: [{ name: 'http', port: 80, protocol: 'TCP' }] },
    { name: 'b', namespace: 'web', labels: { app: 'front' } },
  ];
  let refused = 0;
  for (let index = 0; index < MUTANTS; index++) {
    let object: KubernetesObject = chooser.pick(objects);
    for (let times = 1 + chooser.below(3); times > 0; times--) {
      const { apiVersion, kind, metadata, ...rest } = object;
      const name = typeof metadata?.name === 'string' ? metadata.name : 'p';
      const mutated = mutate({ metadata, ...rest }, chooser) as object | null;
      // Every object that has been read has a kind and a name.
      object = { apiVersion, kind, ...(typeof mutated === 'object' ? mutated : {}), metadata: { ...metadata, name } };
    }
    const manifest: Manifest = asManifest(object);
    const engine = createEngine([manifest], endpoints);
    if (engine.policies.findings.length > 0) refused++;
    for (const finding of engine.policies.findings) expect(finding.message).not.toMatch(/undefined|\[object/);
    for (const to of ['b', 'entity:world', 'cidr:10.0.0.1', 'fqdn:a.io'])
      for (const protocol of ['TCP', 'ICMP'])
        expect(engine.judge({ from: 'a', to, port: 80, protocol, http: { method: 'GET', path: '/' } }).verdict).toMatch(
          /^(allowed|denied|undecidable)$/,
        );
  }
  expect(refused).toBeGreaterThan(MUTANTS / 3);
});
