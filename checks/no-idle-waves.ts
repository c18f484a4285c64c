import { field } from '../model/fields';
import { groupOf } from '../model/manifest';
import type { Rule } from '../model/rule';
import type { Repository } from '../repository/repository';

const wave = 'argocd.argoproj.io/sync-wave';

/** An ApplicationSet makes all of its Applications at once; only a rolling sync puts them in an order. */
export const noIdleWaves: Rule<Repository> = {
  code: 'no-idle-waves',
  severity: 'warning',
  title: 'A sync wave that orders nothing',
  why: 'An ApplicationSet creates all of its Applications at once. A wave in its template has no effect unless the set uses a rolling sync.',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  template:
    metadata: { annotations: { argocd.argoproj.io/sync-wave: "3" } }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  strategy: { type: RollingSync }
  template:
    metadata: { annotations: { argocd.argoproj.io/sync-wave: "3" } }
`,
  find: ({ manifests }) =>
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
};
