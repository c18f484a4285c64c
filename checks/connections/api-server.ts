import { field, listOf, nameOf, textOf } from '../../model/fields';
import { groupOf, type KubernetesObject } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../../repository/cluster';
import type { Need } from './need';
import { backendsOf, endpointName } from './services';

/** Services that the API server calls: webhooks, aggregated APIs, and the conversion of custom resources. */
export function neededByApiServer(cluster: Cluster): Need[] {
  return cluster.objects.flatMap(({ manifest }) =>
    callsOf(manifest.object).flatMap(({ at, why }) => {
      const service = field(manifest.object, ...at);
      const name = textOf(service, 'name');
      if (name === undefined) return [];
      const namespace = textOf(service, 'namespace') ?? 'default';
      return backendsOf(cluster, namespace, name, field(service, 'port') ?? 443).map(({ pod, port }) => ({
        in: manifest,
        at,
        why: `the API server calls it for \`${nameOf(manifest.object)}\`${why}`,
        from: 'entity:kube-apiserver',
        to: endpointName(pod),
        port,
        protocol: 'TCP' as const,
      }));
    }),
  );
}

interface Call {
  readonly at: readonly Step[];
  readonly why: string;
}

function callsOf(object: KubernetesObject): Call[] {
  switch (`${groupOf(object)}/${object.kind}`) {
    case 'admissionregistration.k8s.io/ValidatingWebhookConfiguration':
    case 'admissionregistration.k8s.io/MutatingWebhookConfiguration':
      return listOf(object, 'webhooks').map((webhook, index) => ({
        at: ['webhooks', index, 'clientConfig', 'service'],
        why:
          textOf(webhook, 'failurePolicy') === 'Ignore'
            ? ''
            : ', and rejects the objects that the webhook judges until it answers',
      }));
    case 'apiregistration.k8s.io/APIService':
      return [{ at: ['spec', 'service'], why: '' }];
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return [{ at: ['spec', 'conversion', 'webhook', 'clientConfig', 'service'], why: '' }];
    default:
      return [];
  }
}
