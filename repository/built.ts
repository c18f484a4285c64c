import { groupBy } from '../model/group-by';
import type { Manifest } from '../model/manifest';
import type { Repository } from './repository';

/** Manifests as builds leave them, each variant once, and as they are written where nothing builds them. */
export function builtManifests({ manifests, clusters }: Pick<Repository, 'manifests' | 'clusters'>): Manifest[] {
  const built = groupBy(
    clusters.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)),
    placeOf,
  );
  return manifests.flatMap(written => variantsOf(built.get(placeOf(written)) ?? [written]));
}

const placeOf = ({ file, lineOf }: Manifest) => `${file}:${lineOf([])}`;

function variantsOf(built: readonly Manifest[]): readonly Manifest[] {
  if (built.length === 1) return built;
  return [...new Map(built.map(manifest => [JSON.stringify(manifest.object), manifest])).values()];
}
