import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** Label that every object we write carries, with the name of its layer. */
export const layerLabel = 'infraflux.dev/layer';

/** A stack layer: one chart, one folder in `dist/`, one Argo CD Application, all of one name. */
export abstract class Layer extends Chart {
  constructor(scope: Construct, name: string) {
    super(scope, name, { labels: { 'app.kubernetes.io/part-of': 'infraflux', [layerLabel]: name } });
  }
}
