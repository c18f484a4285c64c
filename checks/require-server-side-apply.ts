import { annotationOf, nameOf } from '../model/fields';
import type { Rule, RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';

/** Bytes of all annotations of an object (kubernetes 1.36 apimachinery/pkg/api/validation/objectmeta.go). */
const annotationLimit = 256 * 1024;

/** Charts with CRDs that do not fit into an annotation: ApplicationSets, Prometheus' kinds, HTTPRoutes. */
const bigCharts = ['argo-cd', 'kube-prometheus-stack', 'prometheus-operator-crds'];

const option = 'ServerSideApply=true';

/** Client-side apply stores the whole object once more, in an annotation. */
export const requireServerSideApply: Rule<Repository> = {
  code: 'require-server-side-apply',
  severity: 'error',
  title: 'An object that is too large for client-side apply',
  why: 'Client-side apply stores the object in an annotation of itself, and all annotations of an object together may hold 256 KiB. The API server rejects more than that. Large CRDs, such as those of Argo CD and Prometheus, need server-side apply.',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd }
spec:
  destination: { namespace: argocd }
  source: { chart: argo-cd, repoURL: https://argoproj.github.io/argo-helm, targetRevision: 10.1.1 }
  syncPolicy: { syncOptions: [] }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd }
spec:
  destination: { namespace: argocd }
  source: { chart: argo-cd, repoURL: https://argoproj.github.io/argo-helm, targetRevision: 10.1.1 }
  syncPolicy: { syncOptions: [ServerSideApply=true] }
`,
  source: 'kubernetes 1.36 apimachinery/pkg/api/validation/objectmeta.go',
  find: ({ clusters }) =>
    clusters.flatMap(({ objects, releases }): RuleFinding[] => [
      ...objects
        .filter(
          ({ manifest: { object }, application }) =>
            application !== undefined &&
            !application.syncOptions.includes(option) &&
            !(annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '').includes(option) &&
            Buffer.byteLength(JSON.stringify(object)) > annotationLimit,
        )
        .map(({ manifest, namespace }) => ({
          in: manifest,
          at: ['metadata', 'name'],
          message: `\`${nameOf(manifest.object, namespace)}\` is larger than an annotation may be, so its sync fails`,
          repair: `annotate it with \`argocd.argoproj.io/sync-options: ${option}\``,
        })),
      ...releases
        .filter(
          ({ chart, application, at }) =>
            bigCharts.includes(chart) && at[0] === 'spec' && application?.syncOptions.includes(option) === false,
        )
        .map(({ in: place, at, chart }) => ({
          in: place,
          at,
          message: `the chart \`${chart}\` brings CRDs that are larger than an annotation may be, so its sync fails`,
          repair: `add \`${option}\` to \`syncOptions\``,
        })),
    ]),
};
