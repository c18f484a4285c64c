import { textOf } from '../../model/fields';
import { groupBy } from '../../model/group-by';
import { groupOf, type Manifest } from '../../model/manifest';
import { type FluxKustomization, readFluxKustomization } from './kustomization';

/**
 * Whether the folder of a Kustomization is in this repository: it is the source that most of them name. Another source
 * leads elsewhere where its address differs, or where it has none and means the whole of its repository.
 */
export function sourceIsHere(
  written: readonly Manifest[],
  manifests: readonly Manifest[],
): (kustomization: FluxKustomization) => boolean {
  const named = groupBy(written.map(readFluxKustomization), ({ source }) => source);
  const [most] = [...named].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const addresses = new Map(
    manifests
      .filter(({ object }) => groupOf(object) === 'source.toolkit.fluxcd.io')
      .map(({ object }) => [`${object.kind} ${object.metadata.name}`, textOf(object, 'spec', 'url')]),
  );
  const addressOf = (source: string) => addresses.get(source.replace(/ .*\//, ' '));
  return ({ source, path }) => {
    if (source === most) return true;
    const address = addressOf(source);
    if (address !== undefined) return address === addressOf(most ?? '');
    return path !== '.';
  };
}
