import { field } from '../model/fields';
import { groupOf } from '../model/manifest';
import { check } from './check';

const wave = 'argocd.argoproj.io/sync-wave';

/** An ApplicationSet makes all of its Applications at once; only a rolling sync puts them in an order. */
export const noIdleWaves = check('no-idle-waves', 'a sync wave has an effect', ({ manifests }) =>
  manifests
    .filter(({ object }) => object.kind === 'ApplicationSet' && groupOf(object) === 'argoproj.io')
    .filter(
      ({ object }) =>
        field(object, 'spec', 'template', 'metadata', 'annotations', wave) !== undefined &&
        field(object, 'spec', 'strategy', 'type') !== 'RollingSync',
    )
    .map(manifest => ({
      in: manifest,
      at: ['spec', 'template', 'metadata', 'annotations', wave],
      severity: 'warning' as const,
      message: `the wave in the template of \`${manifest.object.metadata.name}\` orders nothing: its Applications are made at once`,
      repair: 'remove it, or set `strategy.type: RollingSync`',
    })),
);
