import type { ResourceRef } from '../graph/layer';
import type { LayerName } from '../graph/layers';
import { compare } from '../model/finding';
import type { LayerContent } from './layer-content';
import { providedBy, requiredBy } from './resource-refs';

/** One layer must be healthy before another is applied. */
export interface Dependency {
  readonly layer: LayerName;
  readonly needs: LayerName;
  /** What of `needs` the layer relies on, for people: `Namespace monitoring`. */
  readonly because: string;
}

/**
 * Wave of every layer, one more than the highest of those it relies on. No wave is written by hand: it follows
 * from what the layers write.
 * @throws Error with the circle, when layers wait for each other
 */
export function wavesOf(layers: readonly LayerContent[]): Map<LayerName, number> {
  const dependencies = dependenciesOf(layers);
  const waves = new Map<LayerName, number>();
  const visit = (layer: LayerName, path: readonly LayerName[]): number => {
    if (path.includes(layer)) throw new Error(`layers wait for each other: ${[...path, layer].join(' → ')}`);
    const needed = dependencies.filter(dependency => dependency.layer === layer).map(({ needs }) => needs);
    const wave = waves.get(layer) ?? Math.max(-1, ...needed.map(before => visit(before, [...path, layer]))) + 1;
    waves.set(layer, wave);
    return wave;
  };
  for (const { name } of layers) visit(name, []);
  return waves;
}

/** Which layer needs which, each pair once, with the first reason. */
export function dependenciesOf(layers: readonly LayerContent[]): Dependency[] {
  const providers = new Map(
    layers.flatMap(layer => providedBy(layer).map(reference => [reference, layer.name] as const)),
  );
  const dependencies = new Map<string, Dependency>();
  for (const layer of layers) {
    for (const because of requiredBy(layer, layers)) {
      const needs = providers.get(because) ?? providers.get(everyKindOf(because));
      const pair = `${layer.name} ${needs}`;
      if (needs === undefined || needs === layer.name || dependencies.has(pair)) continue;
      dependencies.set(pair, { layer: layer.name, needs, because });
    }
  }
  return [...dependencies.values()].sort((a, b) => compare(a.layer, b.layer) || compare(a.needs, b.needs));
}

/** `cilium.io/CiliumNetworkPolicy` → `cilium.io/*`: a layer that brings a group brings its kinds. References to objects stay as they are. */
function everyKindOf(reference: ResourceRef): ResourceRef {
  return reference.includes(' ') ? reference : `${reference.split('/')[0]}/*`;
}
