import { field, listOf, textOf, textsOf } from '../../model/fields';
import { selects } from '../../model/label-selector';
import type { Cluster } from '../../repository/cluster';
import { type Pods, podsOf } from '../../repository/workloads';

/** The pods behind a port of a Service that is written, each with the port that it listens on. */
export function backendsOf(cluster: Cluster, namespace: string, name: string, port: unknown) {
  const service = cluster.objects.find(
    ({ manifest: { object }, namespace: home = 'default' }) =>
      object.kind === 'Service' && object.apiVersion === 'v1' && object.metadata.name === name && home === namespace,
  )?.manifest.object;
  const matchLabels = textsOf(service, 'spec', 'selector');
  if (Object.keys(matchLabels).length === 0) return [];
  const ports = listOf(service, 'spec', 'ports');
  const own =
    port === undefined && ports.length === 1
      ? ports[0]
      : ports.find(each => field(each, 'port') === port || field(each, 'name') === port);
  const target = field(own, 'targetPort') ?? field(own, 'port');
  if (own === undefined || textOf(own, 'protocol') === 'SCTP') return [];
  return podsOf(cluster)
    .filter(pod => pod.namespace === namespace && !pod.hostNetwork && selects({ matchLabels }, pod.labels))
    .flatMap(pod => {
      const number = typeof target === 'number' ? target : numberOf(pod, target);
      return number === undefined ? [] : [{ pod, port: number }];
    });
}

const numberOf = (pod: Pods, name: unknown) => pod.ports.find(each => each.name === name)?.number;

export const endpointName = ({ namespace, name }: Pick<Pods, 'namespace' | 'name'>) => `${namespace}/${name}`;
