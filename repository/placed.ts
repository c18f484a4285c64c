import type { Manifest } from '../model/manifest';
import type { Cluster } from './cluster';

/** The manifests of a cluster, each with the namespace that it is put into. */
export function placedManifests({ objects }: Cluster): Manifest[] {
  return objects.map(({ manifest, namespace }) =>
    namespace === undefined || manifest.object.metadata.namespace !== undefined
      ? manifest
      : { ...manifest, object: { ...manifest.object, metadata: { ...manifest.object.metadata, namespace } } },
  );
}
