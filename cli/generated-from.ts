import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../model/fields';
import type { SourceOf } from '../policy/suggest';
import type { Source } from './manifests';

/** In the folder of a cluster of ours: the file that states the connections from which a manifest is written. */
export function generatedFrom({ own }: Source): SourceOf {
  if (own === undefined) return () => undefined;
  const files = (layer: string, namespace: string) =>
    layer === 'workloads' ? [`workloads/${namespace}.ts`, 'workloads'] : [`graph/layers/${layer}.ts`];
  return ({ object }) => {
    const layer = textOf(object, 'metadata', 'labels', 'infraflux.dev/layer');
    if (layer === undefined) return undefined;
    return files(layer, object.metadata.namespace ?? '').find(file => existsSync(join(own.root, file)));
  };
}
