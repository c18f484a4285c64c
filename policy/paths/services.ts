import { annotationOf, field, listOf, recordOf, recordsOf, textOf, textsOf } from '../../model/fields';
import type { KubernetesObject, Manifest } from '../../model/manifest';

/** A Service as clients address it. */
export interface FrontService {
  readonly namespace: string;
  readonly name: string;
  readonly ports: readonly FrontPort[];
  /** Addresses that are its own: of the cluster, external, of a load balancer. */
  readonly addresses: readonly string[];
  /** Absent where others write its endpoints. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Another name, which it stands for. */
  readonly externalName?: string;
  readonly endpoints: readonly string[];
  /** Its name means the addresses of its pods: no port is translated. */
  readonly isHeadless?: true;
}

export interface FrontPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  /** A number, or the name of a port of each pod. */
  readonly target: number | string;
}

/** Annotations by which LB-IPAM gives a Service its addresses (cilium 1.19.7 pkg/annotation/k8s.go). */
const addressAnnotations = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];

export function readFrontServices(manifests: readonly Manifest[]): FrontService[] {
  const slices = manifests.map(({ object }) => object).filter(({ kind }) => kind === 'EndpointSlice');
  return manifests
    .map(({ object }) => object)
    .filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1')
    .map(object => {
      const { name, namespace = 'default' } = object.metadata;
      const selector = textsOf(object, 'spec', 'selector');
      const externalName = textOf(object, 'spec', 'externalName');
      const own = slices.filter(
        ({ metadata }) =>
          (metadata.namespace ?? 'default') === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
      );
      return {
        namespace,
        name,
        ports: recordsOf(object, 'spec', 'ports').flatMap(readPort),
        addresses: addressesOf(object),
        endpoints: own.flatMap(slice =>
          recordsOf(slice, 'endpoints').flatMap(each => listOf(each, 'addresses').map(String)),
        ),
        ...(Object.keys(selector).length > 0 && { selector }),
        ...(textOf(object, 'spec', 'clusterIP') === 'None' && { isHeadless: true as const }),
        ...(textOf(object, 'spec', 'type') === 'ExternalName' && externalName !== undefined && { externalName }),
      };
    });
}

function readPort(written: Record<string, unknown>): FrontPort[] {
  const { port, targetPort } = written;
  if (typeof port !== 'number') return [];
  const name = textOf(written, 'name');
  const target = typeof targetPort === 'number' || typeof targetPort === 'string' ? targetPort : port;
  const protocol = (textOf(written, 'protocol') ?? 'TCP').toUpperCase();
  return [
    {
      port,
      protocol,
      target: typeof target === 'string' && /^\d+$/.test(target) ? Number(target) : target,
      ...(name && { name }),
    },
  ];
}

function addressesOf(object: KubernetesObject): string[] {
  const spec = recordOf(object, 'spec');
  const single = [textOf(spec, 'clusterIP'), textOf(spec, 'loadBalancerIP')];
  const annotated = addressAnnotations.flatMap(key => annotationOf(object, key)?.split(',') ?? []);
  const balanced = recordsOf(object, 'status', 'loadBalancer', 'ingress').map(each => field(each, 'ip'));
  const all = [...single, ...listOf(spec, 'clusterIPs'), ...listOf(spec, 'externalIPs'), ...annotated, ...balanced];
  const texts = all.filter((text): text is string => typeof text === 'string' && text !== 'None');
  return [...new Set(texts.map(text => text.trim()))];
}

export const serviceName = ({ namespace, name }: Pick<FrontService, 'namespace' | 'name'>) => `${namespace}/${name}`;
