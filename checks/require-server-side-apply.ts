import { annotationOf, nameOf } from '../model/fields';
import { check, type Fault } from './check';

/** Bytes of all annotations of an object (kubernetes 1.36 apimachinery/pkg/api/validation/objectmeta.go). */
const annotationLimit = 256 * 1024;

/** Charts with CRDs that do not fit into an annotation: ApplicationSets, Prometheus' kinds, HTTPRoutes. */
const bigCharts = ['argo-cd', 'kube-prometheus-stack', 'prometheus-operator-crds'];

const option = 'ServerSideApply=true';

/** Applied by the client, an object stands in an annotation of itself once more. */
export const requireServerSideApply = check(
  'require-server-side-apply',
  'objects that do not fit into an annotation are applied by the server',
  ({ clusters }) =>
    clusters.flatMap(({ objects, releases }): Fault[] => [
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
          message: `\`${nameOf(manifest.object, namespace)}\` is larger than an annotation may be, and its sync fails`,
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
          message: `the chart \`${chart}\` brings CRDs that are larger than an annotation may be, and its sync fails`,
          repair: `add \`${option}\` to \`syncOptions\``,
        })),
    ]),
);
