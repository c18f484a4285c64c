import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { KubernetesObject } from '../model/manifest';
import { type Chooser, chooserOf } from '../test/chooser';
import { manyTimesMutated } from '../test/mutants';
import { asManifest } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine } from './engine';

const fields = ['specs', 'toPorts', 'ports', 'rules', 'http', 'dns', 'icmps', 'fromEndpoints', 'nope'];
const objects = ['behaviours.jsonl', 'refusals.jsonl']
  .flatMap(file => readFileSync(`${__dirname}/testdata/${file}`, 'utf8').trim().split('\n'))
  .flatMap(line => JSON.parse(line).policies as KubernetesObject[]);
const endpoints = [
  { name: 'a', namespace: 'shop', labels: { app: 'api' }, namedPorts: [{ name: 'http', port: 80, protocol: 'TCP' }] },
  { name: 'b', namespace: 'web', labels: { app: 'front' } },
];

/** Every object that has been read has a kind and a name. */
function malformed(choose: Chooser): KubernetesObject {
  const { apiVersion, kind, metadata, ...rest } = choose.pick(objects);
  const mutated = manyTimesMutated({ metadata, ...rest }, choose, fields);
  const name = typeof metadata?.name === 'string' ? metadata.name : 'p';
  return { apiVersion, kind, ...(typeof mutated === 'object' ? mutated : {}), metadata: { ...metadata, name } };
}

test('malformed objects get a finding or a verdict, never a crash', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      fc.gen().map(generate => malformed(chooserOf(generate))),
      object => {
        const engine = createEngine([asManifest(object)], endpoints, schemaOf);
        if (engine.policies.findings.length > 0) refused++;
        for (const finding of engine.policies.findings) expect(finding.message).not.toMatch(/undefined|\[object/);
        for (const to of ['b', 'entity:world', 'cidr:10.0.0.1', 'fqdn:a.io'])
          for (const protocol of ['TCP', 'ICMP'])
            expect(
              engine.judge({ from: 'a', to, port: 80, protocol, http: { method: 'GET', path: '/' } }).verdict,
            ).toMatch(/^(allowed|denied|undecidable)$/);
      },
    ),
    { seed: 4, numRuns: 4000, unbiased: true },
  );
  expect(refused).toBeGreaterThan(1000);
});
