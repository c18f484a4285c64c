import type { Cluster } from '../../config/schema/cluster';
import { parseYaml } from '../../model/yaml';
import { fixtureCluster, minimalCluster } from '../../test/fleet';
import { patchFiles } from './patches';

const homelab = fixtureCluster('homelab');
const east = fixtureCluster('production-east');
const withTalos = (cluster: Cluster, version: string): Cluster => ({
  ...cluster,
  talos: { ...cluster.talos, version },
});
const print = (files: ReadonlyMap<string, string>) => [...files].map(([file, text]) => `=== ${file}\n${text}`).join('');
const documentsOf = (text: string) => parseYaml(text).map(({ value }) => value as Record<string, unknown>);

test('a single-node cluster', () => {
  expect(print(patchFiles(homelab))).toMatchSnapshot();
});

test('control planes and workers', () => {
  expect(print(patchFiles(east))).toMatchSnapshot();
});

test('a single-node cluster, from Talos 1.14 on', () => {
  expect(print(patchFiles(withTalos(homelab, '1.14.0')))).toMatchSnapshot();
});

test('control planes and workers, from Talos 1.14 on', () => {
  expect(print(patchFiles(withTalos(east, '1.14.0')))).toMatchSnapshot();
});

test('no patch contains a document twice, which Talos rejects', () => {
  for (const version of ['1.13.9', '1.14.0'])
    for (const cluster of [homelab, east])
      for (const text of patchFiles(withTalos(cluster, version)).values()) {
        const ids = documentsOf(text).map(({ kind, name }) => `${kind} ${name}`);
        expect(ids).toEqual([...new Set(ids)]);
      }
});

test('from Talos 1.14 on, no old key is left next to the documents that replace it', () => {
  for (const cluster of [homelab, east])
    for (const text of patchFiles(withTalos(cluster, '1.14.0')).values())
      for (const document of documentsOf(text).filter(({ kind }) => kind === undefined))
        expect(document).toEqual({ cluster: { etcd: expect.anything() } });
});

test('without storage and monitoring, nothing is labelled, partitioned or opened for them', () => {
  const bare = minimalCluster({ storage: false, monitoring: false });
  for (const version of ['1.13.9', '1.14.0']) {
    const text = print(patchFiles(withTalos(bare, version)));
    expect(text).not.toMatch(/longhorn|bind-address|metrics/);
    expect(text).toContain('exclude-from-external-load-balancers');
  }
});
