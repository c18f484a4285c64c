import { annotationOf, field, nameOf } from '../model/fields';
import { own } from '../model/own';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';

const annotations = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/**
 * Argo CD 3.3 runs hooks of deletion, Helm's too, and keeps an Application alive until they have run, even where its
 * objects are to stay (argo-cd 3.5 controller/hook.go).
 */
export const noDeletingHooks: Rule<Repository> = {
  code: 'no-deleting-hooks',
  severity: 'error',
  title: 'A hook that runs when its Application is deleted',
  why: 'Argo CD 3.3 and later runs deletion hooks, including Helm’s `pre-delete`, and does so even where the objects are to stay. A chart’s uninstaller may delete the data of everything that uses it.',
  wrong: `
apiVersion: batch/v1
kind: Job
metadata:
  name: uninstall
  namespace: storage
  annotations: { helm.sh/hook: pre-delete }
`,
  right: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  namespace: storage
  annotations: { helm.sh/hook: pre-upgrade }
`,
  source: 'argo-cd 3.5 controller/hook.go',
  find: ({ clusters }) => clusters.flatMap(cluster => [...ofObjects(cluster), ...cluster.releases.flatMap(ofRelease)]),
};

function ofObjects({ objects }: Cluster): RuleFinding[] {
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

function ofRelease({ application, chart, pinned, values, in: place, at }: HelmRelease): RuleFinding[] {
  // Helm and Flux run it when the release is uninstalled, which is what its authors mean.
  if (application === undefined) return [];
  const hooks = Object.entries(pinned?.hooks ?? {}).filter(([, phases]) =>
    phases.some(phase => phase.endsWith('-delete')),
  );
  const guard = own(guards, chart);
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
