import { type Cidr, contains, parseAddress, parseCidr } from '../../model/cidr';
import { listOf, recordOf, textOf } from '../../model/fields';
import { isRecord, type Manifest } from '../../model/manifest';

/** Addresses of the cluster itself, and where that is written. */
export interface Network {
  readonly cidr: Cidr;
  readonly of: 'pods' | 'Services' | 'nodes' | 'the API server';
  readonly source: string;
  /** The address may be one of a load balancer, which CIDRs do match. */
  readonly maybeOutside?: boolean;
}

/** The networks that Cilium's Helm values name (cilium 1.19 install/kubernetes/cilium/values.yaml). */
export function networksOfValues(values: unknown, source: string): Network[] {
  const operator = recordOf(values, 'ipam', 'operator');
  const pods = ['clusterPoolIPv4PodCIDRList', 'clusterPoolIPv6PodCIDRList'].flatMap(key => {
    const text = textOf(operator, key);
    return text === undefined ? listOf(operator, key) : text.split(/[\s,]+/);
  });
  const host = textOf(values, 'k8sServiceHost');
  return [
    ...pods.flatMap(text => network('pods', text, source)),
    ...(host === undefined
      ? []
      : network('the API server', host, source).map(each => ({ ...each, maybeOutside: true }))),
  ];
}

/** The networks of the Nodes, Services and endpoints of the API server among the manifests. */
export function networksOfManifests(manifests: readonly Manifest[]): Network[] {
  return manifests.flatMap(({ object, file }) => {
    const { kind, metadata } = object;
    const spec = recordOf(object, 'spec');
    const source = `\`${kind} ${metadata.name}\` in ${file}`;
    switch (kind) {
      case 'Node': {
        const pods = [textOf(spec, 'podCIDR'), ...listOf(spec, 'podCIDRs')];
        const own = listOf(object, 'status', 'addresses').map(each => textOf(each, 'address'));
        return [
          ...pods.flatMap(text => network('pods', text, source)),
          ...own.flatMap(text => network('nodes', text, source)),
        ];
      }
      case 'Service':
        return [textOf(spec, 'clusterIP'), ...listOf(spec, 'clusterIPs')].flatMap(text =>
          network('Services', text, source),
        );
      case 'ServiceCIDR':
        return listOf(spec, 'cidrs').flatMap(text => network('Services', text, source));
      case 'CiliumPodIPPool':
        return ['ipv4', 'ipv6'].flatMap(family =>
          listOf(spec, family, 'cidrs').flatMap(text => network('pods', isRecord(text) ? text.cidr : text, source)),
        );
      case 'EndpointSlice':
        if (metadata.labels?.['kubernetes.io/service-name'] !== 'kubernetes' || metadata.namespace !== 'default')
          return [];
        return listOf(object, 'endpoints')
          .flatMap(each => listOf(each, 'addresses'))
          .flatMap(text => network('the API server', text, source));
      default:
        return [];
    }
  });
}

/** The network that a CIDR lies in, the smallest first. */
export function networkOf(cidr: Cidr, networks: readonly Network[]): Network | undefined {
  return networks.filter(each => contains(each.cidr, cidr)).sort((a, b) => b.cidr.length - a.cidr.length)[0];
}

function network(of: Network['of'], text: unknown, source: string): Network[] {
  const cidr = typeof text === 'string' ? (parseCidr(text) ?? parseAddress(text)) : undefined;
  return cidr === undefined ? [] : [{ cidr, of, source }];
}
