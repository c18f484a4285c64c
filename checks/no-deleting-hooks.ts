import { annotationOf, field, nameOf } from '../model/fields';
import type { Cluster } from '../repository/cluster';
import type { HelmRelease } from '../repository/releases';
import { check, type Fault } from './check';

const annotations = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/**
 * Argo CD 3.3 runs hooks of deletion, Helm's too, and keeps an Application alive until they have run, even where its
 * objects are to stay (argo-cd 3.5 controller/hook.go).
 */
export const noDeletingHooks = check(
  'no-deleting-hooks',
  'removing an Application runs nothing that deletes data',
  ({ clusters }) => clusters.flatMap(cluster => [...ofObjects(cluster), ...cluster.releases.flatMap(ofRelease)]),
);

function ofObjects({ objects }: Cluster): Fault[] {
  return objects.flatMap(({ manifest, namespace }) =>
    annotations
      .filter(key => /(?:pre|post)-?delete/i.test(annotationOf(manifest.object, key) ?? ''))
      .map(key => ({
        in: manifest,
        at: ['metadata', 'annotations', key],
        message: `\`${nameOf(manifest.object, namespace)}\` runs when its Application is deleted`,
        repair: 'leave the hook out of what is committed',
      })),
  );
}

/** Values that take the sting out of a chart's hook. */
const guards: Readonly<Record<string, readonly string[]>> = {
  // Longhorn's uninstaller stops unless the setting says otherwise (longhorn-manager 1.12 app/uninstall.go).
  longhorn: ['defaultSettings', 'deletingConfirmationFlag'],
};

function ofRelease({ chart, pinned, values, in: place, at }: HelmRelease): Fault[] {
  const hooks = Object.entries(pinned?.hooks ?? {}).filter(([, phases]) =>
    phases.some(phase => phase.endsWith('-delete')),
  );
  const guard = Object.hasOwn(guards, chart) ? guards[chart] : undefined;
  const isGuarded = guard !== undefined && values.some(({ value }) => field(value, ...guard) === false);
  return isGuarded
    ? []
    : hooks.map(([hook]) => ({
        in: place,
        at,
        message: `the chart \`${chart}\` runs \`${hook}\` when its Application is deleted`,
        repair: guard === undefined ? 'turn the hook off by a value' : `set \`${guard.join('.')}: false\``,
      }));
}
