import { field, listOf, nameOf, selectorOf, textOf, textsOf } from '../../model/fields';
import { selects } from '../../model/label-selector';
import { groupOf } from '../../model/manifest';
import type { Endpoint } from '../../policy/input';
import type { Cluster } from '../../repository/cluster';
import { type Pods, podsOf } from '../../repository/workloads';
import type { Need, Needs } from './need';
import { backendsOf, endpointName } from './services';

/** Prometheus scrapes what ServiceMonitors and PodMonitors select, where it is known which pods are Prometheus. */
export function neededByPrometheus(cluster: Cluster): Needs {
  const endpoints = prometheusPods(cluster);
  const needs = cluster.objects.flatMap(({ manifest, namespace = 'default' }) => {
    const { object } = manifest;
    if (groupOf(object) !== 'monitoring.coreos.com') return [];
    const key = object.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
    return listOf(object, 'spec', key).flatMap((endpoint, index) =>
      targetsOf(object, namespace, textOf(endpoint, 'port'), cluster).flatMap(({ pod, port }) =>
        endpoints.map(
          (prometheus): Need => ({
            in: manifest,
            at: ['spec', key, index],
            why: `\`${nameOf(object, namespace)}\` has Prometheus scrape it`,
            from: prometheus.name,
            to: endpointName(pod),
            port,
            protocol: 'TCP',
          }),
        ),
      ),
    );
  });
  return { needs, endpoints };
}

function targetsOf(object: { readonly kind: string }, own: string, port: string | undefined, cluster: Cluster) {
  if (port === undefined) return [];
  const selector = selectorOf(field(object, 'spec', 'selector'));
  const isAny = field(object, 'spec', 'namespaceSelector', 'any') === true;
  const named = listOf(object, 'spec', 'namespaceSelector', 'matchNames');
  const isMeant = (namespace: string) => isAny || (named.length > 0 ? named.includes(namespace) : namespace === own);
  if (object.kind === 'PodMonitor')
    return podsOf(cluster)
      .filter(pod => isMeant(pod.namespace) && !pod.hostNetwork && selects(selector, pod.labels))
      .flatMap(pod => portsOf(pod, port).map(number => ({ pod, port: number })));
  if (object.kind !== 'ServiceMonitor') return [];
  return cluster.objects
    .filter(
      ({ manifest, namespace = 'default' }) =>
        manifest.object.kind === 'Service' &&
        isMeant(namespace) &&
        selects(selector, textsOf(manifest.object, 'metadata', 'labels')),
    )
    .flatMap(({ manifest, namespace = 'default' }) =>
      backendsOf(cluster, namespace, manifest.object.metadata.name, port),
    );
}

const portsOf = (pod: Pods, name: string) => pod.ports.filter(each => each.name === name).map(({ number }) => number);

/** The pods that the operator makes for a Prometheus have labels of their own (prometheus-operator 0.93 pkg/prometheus). */
function prometheusPods({ objects }: Cluster): Endpoint[] {
  return objects.flatMap(({ manifest: { object }, namespace = 'default' }) =>
    object.kind === 'Prometheus' && groupOf(object) === 'monitoring.coreos.com'
      ? [
          {
            name: `${namespace}/prometheus-${object.metadata.name}`,
            namespace,
            labels: {
              'app.kubernetes.io/name': 'prometheus',
              'app.kubernetes.io/managed-by': 'prometheus-operator',
              'app.kubernetes.io/instance': object.metadata.name,
              'operator.prometheus.io/name': object.metadata.name,
              prometheus: object.metadata.name,
              ...textsOf(object, 'spec', 'podMetadata', 'labels'),
            },
            serviceAccount: textOf(object, 'spec', 'serviceAccountName') ?? 'default',
          },
        ]
      : [],
  );
}
