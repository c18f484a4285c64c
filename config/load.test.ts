import { readFileSync } from 'node:fs';
import { clusterFiles } from '../test/cluster-fragments';
import { loadFleet } from './load';
import { minimalClusterFile } from './minimal-cluster';
import { readingRules } from './rules/reading';

const base = readFileSync('test/clusters/homelab.yaml', 'utf8');

/** Findings of homelab with one section replaced by another text. */
function findingsWith(section: string, text: string) {
  const rest = base.replace(new RegExp(`^${section}:.*\\n( .*\\n|\\n)*`, 'm'), '');
  return loadFleet([{ file: 'lab.yaml', text: `${rest}\n${text}\n` }]).findings;
}

test('a broken file hides neither the faults nor the cluster of another', () => {
  const { clusters, findings } = loadFleet([
    { file: 'a', text: readingRules.invalidYaml.wrong },
    { file: 'b', text: readingRules.unknownKey.wrong },
    { file: 'c', text: minimalClusterFile.replace('200-192.168.10.219', '1-192.168.10.219') },
  ]);
  expect(findings.map(({ file, code }) => [file, code])).toEqual([
    ['a', 'invalid-yaml'],
    ['b', 'unknown-key'],
    ['c', 'pool-contains-node'],
  ]);
  expect(clusters).toHaveLength(1);
});

test('a peer whose file is not valid yet is not called unknown', () => {
  const files = clusterFiles('# file: east.yaml\n\n# file: west.yaml\nhubbel: {}\n');
  expect(loadFleet(files).findings.map(finding => finding.code)).toEqual(['unknown-key']);
});

test('defaults are filled in', () => {
  const [cluster] = loadFleet([{ file: 'homelab.yaml', text: base }]).clusters;
  expect(cluster).toMatchObject({
    network: { podCIDR: { text: '10.244.0.0/16' }, routing: { mode: 'tunnel' } },
    encryption: false,
    policy: { mode: 'audit' },
    runtimeSecurity: { mode: 'monitor' },
    certificates: { issuer: 'internal-ca' },
  });
});

test('all errors of a file are reported at once', () => {
  const codes = findingsWith(
    'network',
    'network:\n  nodeCIDR: 192.168.10.7/33\n  podCidr: 1\nhubble: {uii: true}\nclusterMesh: {}',
  ).map(finding => `${finding.path} ${finding.code}`);
  expect(codes.sort()).toEqual([
    'clusterMesh.address missing-key',
    'clusterMesh.id missing-key',
    'clusterMesh.peers missing-key',
    'hubble.uii unknown-key',
    'network.nodeCIDR invalid-value',
    'network.podCidr unknown-key',
  ]);
});

test.each([
  ['storage', 'storage: 3', 'write a mapping of `replicas`, `disks`, `snapshotsRetained`, `backup` or `false`'],
  ['storage', 'storage: {replica: 1}', 'did you mean `replicas`?'],
  ['storage', 'podCIDR: 10.0.0.0/16', 'did you mean `network.podCIDR`?'],
  ['domain', 'domain: 7', 'put it in quotes: `"7"`'],
  ['storage', 'storage: {replicas: "1"}', 'remove the quotes: `1`'],
  ['hubble', 'hubble: {ui: "true"}', 'remove the quotes: `true`'],
  [
    'talos',
    'talos: {endpoint: https://192.168.10.10:6443, controlPlanes: 192.168.10.10}',
    'write a list: `[192.168.10.10]`',
  ],
  ['dns', 'dns: {provider: cloudfare, zones: [infraflux.dev]}', 'did you mean `cloudflare`?'],
  ['dns', 'dns:', 'write a mapping whose `provider` is `cloudflare` or `rfc2136`'],
  ['clusterMesh', 'clusterMesh: {id: 256, peers: [a], address: 10.0.0.1}', 'write a whole number from 1 to 255'],
])('%s as `%s` has the repair: %s', (section, text, repair) => {
  expect(findingsWith(section, text).map(finding => finding.repair)).toContainEqual(expect.stringContaining(repair));
});

test('no word of the schema library reaches the user', () => {
  const { findings } = loadFleet([{ file: 'list.yaml', text: '- 1\n' }]);
  expect(findings).toMatchObject([
    { code: 'wrong-type', line: 1, path: '', message: 'the cluster file cannot be a list' },
  ]);
});

test('any value of a field is accepted or gives a finding with a line', () => {
  const text = readFileSync('test/clusters/production-east.yaml', 'utf8');
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const key = /^( *(?:- )?\w+:) [^{[\n]+$/.exec(line)?.[1];
    if (key === undefined) continue;
    for (const junk of ['', '-1', 'https://x:99999', '0.0.0.0/0', '{}', '[]']) {
      const changed = lines.with(index, `${key} ${junk}`).join('\n');
      const { findings } = loadFleet([{ file: 'east.yaml', text: changed }]);
      expect(findings.filter(finding => !finding.line || !finding.repair)).toEqual([]);
    }
  }
});
