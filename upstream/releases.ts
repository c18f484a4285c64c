import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../model/finding';
import { isRecord, parseManifests } from '../model/manifest';

/** A Helm release as an Application in `gitops/` asks for it. */
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

/** The releases of every cluster, read from the Applications under `root`, in the order of their files. */
export function readReleases(root: string): Release[] {
  const apps = join(root, 'gitops/argocd/apps');
  return readdirSync(apps)
    .sort(compare)
    .flatMap(cluster =>
      readdirSync(join(apps, cluster))
        .sort(compare)
        .flatMap(file => parseManifests(readFileSync(join(apps, cluster, file), 'utf8'), file))
        .flatMap(({ object }) =>
          isRecord(object.spec) && Array.isArray(object.spec.sources) ? object.spec.sources : [],
        )
        .filter(source => isRecord(source.helm))
        .map(source => releaseOf(root, cluster, source)),
    );
}

interface HelmSource {
  readonly chart: string;
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly helm: {
    readonly releaseName: string;
    readonly namespace: string;
    readonly valueFiles: readonly string[];
  };
}

function releaseOf(root: string, cluster: string, { chart, repoURL, targetRevision, helm }: HelmSource): Release {
  return {
    cluster,
    chart,
    repository: repoURL,
    version: targetRevision,
    name: helm.releaseName,
    namespace: helm.namespace,
    // `$platform/dist/…`: the reference stands for the root of this repository.
    valuesFile: join(root, helm.valueFiles[0]!.replace(/^\$[^/]*/, '')),
  };
}
