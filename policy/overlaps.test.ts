import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asManifest } from '../test/policy/random';
import { schemaOf } from '../upstream/schemas/load';
import { decide } from './decide';
import { createEngine } from './engine';
import type { Endpoint } from './input';
import { rivalsOf } from './proxy';

/**
 * What Cilium 1.19.7's own policy code makes of two rules for one peer (`pkg/policy`, 120 runs each): the proxy that takes a
 * connection to port 80, several where that is left to chance, or whether it refuses the rules or cannot merge them.
 */
interface Overlap {
  /** What stands beside `ports` in each entry of `toPorts`. */
  readonly rules: readonly [object, object];
  readonly ports: readonly [object, object];
  /** The second rule is for every peer. */
  readonly isWide: boolean;
  readonly proxies?: readonly ('http' | 'dns' | 'tcp' | 'crd' | 'allow')[];
  readonly error?: 'refused' | 'not merged';
}

const file = gunzipSync(readFileSync(join(__dirname, 'testdata/overlaps/pairs.jsonl.gz'))).toString('utf8');
const overlaps: Overlap[] = file.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]));

const endpoints: Endpoint[] = ['a', 'b'].map(name => ({ name, namespace: 'default', labels: { app: name } }));

function found({ rules, ports, isWide }: Overlap): Pick<Overlap, 'proxies' | 'error'> {
  const entry = (index: 0 | 1) => [{ ...rules[index], ports: [{ ...ports[index], protocol: 'TCP' }] }];
  const peer = { toEndpoints: [{ matchLabels: { app: 'b' } }] };
  const policy = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'p', namespace: 'default' },
    spec: {
      endpointSelector: { matchLabels: { app: 'a' } },
      egress: [
        { ...peer, toPorts: entry(0) },
        { ...(isWide ? {} : peer), toPorts: entry(1) },
      ],
    },
  };
  const engine = createEngine([asManifest(policy)], endpoints, schemaOf);
  const refusals = [...engine.policies.refusals.values()].flat().filter(({ by }) => by === 'agent');
  if (refusals.length > 0) return { error: 'refused' };
  const compiled = engine.endpoint('a').policy;
  if (compiled === undefined) throw new Error('a has no policy');
  if (compiled.conflict !== undefined) return { error: 'not merged' };
  const { entries } = compiled.egress;
  const { entry: winner } = decide(entries, engine.endpoint('b').peer, 'TCP', 80, () => undefined);
  if (winner === undefined) return { proxies: [] };
  const all = [winner, ...rivalsOf(winner, entries, () => undefined)];
  return { proxies: [...new Set(all.map(({ redirect }) => proxyOf(redirect?.parser)))].sort() };
}

const proxyOf = (parser: string | undefined) => {
  if (parser === undefined) return 'allow';
  return parser === 'http' || parser === 'dns' || parser === 'crd' ? parser : 'tcp';
};

test('overlapping rules of all kinds meet the proxy that Cilium gives them', () => {
  const wrong = overlaps.flatMap(overlap => {
    const { proxies, error } = found(overlap);
    const isSame = error === overlap.error && JSON.stringify(proxies) === JSON.stringify(overlap.proxies);
    return isSame ? [] : [{ ...overlap, found: { proxies, error } }];
  });
  expect(overlaps.length).toBeGreaterThan(700);
  expect(wrong.map(each => JSON.stringify(each))).toEqual([]);
});
