import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, clusterSchema } from '../config/schema/cluster';
import { parseYaml } from '../model/yaml';

const folder = join(__dirname, 'clusters');

/** Three clusters that use every key between them; frozen, because people edit those in `clusters/`. */
export const fixtureFleet: readonly Cluster[] = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .sort()
  .map(file => clusterSchema.parse(parseYaml(readFileSync(join(folder, file), 'utf8'))[0]!.value));

export function fixtureCluster(name: string): Cluster {
  return fixtureFleet.find(cluster => cluster.name === name)!;
}

/** A cluster of one node whose file says the least, and `sections`. */
export function minimalCluster(sections: object = {}): Cluster {
  return clusterSchema.parse({
    name: 'minimal',
    domain: 'lab.example.net',
    git: { repository: 'https://git.example.net/octocat/infraflux.git' },
    talos: { endpoint: 'https://192.0.2.10:6443', controlPlanes: ['192.0.2.10'] },
    network: { nodeCIDR: '192.0.2.0/24' },
    loadBalancing: { pools: [{ name: 'lan', blocks: ['192.0.2.200-192.0.2.219'] }] },
    ...sections,
  });
}
