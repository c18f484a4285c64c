import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layersOf, valuesText } from '../../charts/files';
import { loadFleet } from '../../config/load';
import type { Cluster } from '../../config/schema/cluster';
import { readClusterFolder } from '../../disk/read-clusters';
import { fixtureFleet } from '../../test/fleet';
import { componentsOf } from '../../workloads/applications';

/** A Helm release as a cluster asks for it. */
export interface Release {
  readonly cluster: string;
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  /** Path of the values file on disk. */
  readonly valuesFile: string;
}

/**
 * The releases of every cluster in `clusters/`, and of those that the tests use. Built, not read from what synth wrote:
 * synth needs the facts of a new chart first. Their values are written below `scratch`.
 */
export function pinnedReleases(root: string, scratch: string): Release[] {
  const { clusters } = loadFleet(readClusterFolder(root).files);
  return [
    ...releasesOf(clusters, join(scratch, 'clusters')),
    ...releasesOf(fixtureFleet, join(scratch, 'test/clusters')),
  ];
}

function releasesOf(fleet: readonly Cluster[], folder: string): Release[] {
  return fleet.flatMap(cluster =>
    layersOf(cluster, fleet, componentsOf(cluster)).flatMap(({ name: layer, releases }) =>
      releases.map(({ chart: { chart, repository, version }, releaseName, namespace, values }) => {
        const valuesFile = join(folder, cluster.name, layer, 'values.yaml');
        mkdirSync(dirname(valuesFile), { recursive: true });
        writeFileSync(valuesFile, valuesText(values));
        return { cluster: cluster.name, chart, repository, version, name: releaseName, namespace, valuesFile };
      }),
    ),
  );
}
