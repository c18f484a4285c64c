import { contentOf } from '../charts/layer-content';
import type { Layer } from '../constructs/layer';
import { formatYaml } from '../model/yaml';

/** A layer as its folder in `dist/` shows it: the values of its chart, then its objects. */
export function printLayer(layer: Layer): string {
  const { releases, objects } = contentOf(layer);
  const values = releases.map(release => JSON.parse(JSON.stringify(release.values)));
  return formatYaml([...values, ...objects]);
}
