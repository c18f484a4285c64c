import type { ClusterFile } from '../config/load';
import { minimalClusterFile } from '../config/minimal-cluster';
import { isRecord } from '../model/manifest';
import { overlay } from '../model/overlay';
import { formatYaml, parseYaml } from '../model/yaml';

/** The members of a mesh that fragments call `east.yaml` and `west.yaml`. */
const member = (name: string, id: number, peer: string) => ({
  name,
  domain: `${name}.infraflux.dev`,
  talos: { endpoint: `https://10.${id}.0.10:6443`, controlPlanes: [`10.${id}.0.10`] },
  network: { nodeCIDR: `10.${id}.0.0/24`, podCIDR: `10.10${id}.0.0/16`, serviceCIDR: `10.20${id}.0.0/16` },
  loadBalancing: { pools: [{ name: 'services', blocks: [`10.${id}.0.128/26`] }] },
  clusterMesh: { id, peers: [peer], address: `10.${id}.0.130` },
});
const members: Readonly<Record<string, object>> = {
  'east.yaml': member('east', 1, 'west'),
  'west.yaml': member('west', 2, 'east'),
};

/** Whole cluster files from the fragments in rules: each is laid over a valid file, and `null` takes a key away. */
export function clusterFiles(fragment: string): ClusterFile[] {
  const [first = '', ...named] = fragment.split(/^# file: (.*)\n/m);
  const parts = named.length === 0 ? [['cluster.yaml', first]] : pairsOf(named);
  return parts.map(([file = '', text = '']) => {
    const whole = overlay(overlay(parsed(minimalClusterFile), members[file]), parsed(text));
    return { file, text: formatYaml([withoutNull(whole)]) };
  });
}

const parsed = (text: string): unknown => parseYaml(text)[0]?.value;

function pairsOf(items: readonly string[]): string[][] {
  return items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? '']] : []));
}

function withoutNull(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNull(inner)]));
}
