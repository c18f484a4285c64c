import { selects } from '../../model/label-selector';
import type { KnownNode } from '../input';
import type { PodWorkload } from '../workloads';
import { type Addressed, ownerOf } from './addresses';
import type { Surroundings } from './path';
import { type FrontPort, type FrontService, serviceName } from './services';

/** Where a Service leads. */
export interface Backend {
  readonly to: string;
  readonly number: number;
  /** Why it is not known. */
  readonly missing?: string;
}

export function backendsOf(service: FrontService, port: FrontPort, around: Surroundings): Backend[] {
  const name = `Service \`${serviceName(service)}\``;
  if (serviceName(service) === 'default/kubernetes' && service.selector === undefined)
    return typeof port.target === 'number' ? [{ to: 'entity:kube-apiserver', number: port.target }] : [];
  if (service.selector === undefined) {
    const number = typeof port.target === 'number' ? port.target : port.port;
    if (service.endpoints.length > 0)
      return service.endpoints.flatMap(address => notationsOf(address, around).map(to => ({ to, number })));
    return [{ to: '', number, missing: `${name} has no selector, and its EndpointSlices are not in the manifests` }];
  }
  const pods = around.workloads.filter(workload => isOf(service, workload));
  if (pods.length === 0)
    return [{ to: '', number: port.port, missing: `no workload among the manifests is a backend of ${name}` }];
  return pods.flatMap((workload): Backend[] => {
    const number = targetOf(port, workload);
    if (number === undefined)
      return [
        {
          to: workload.name,
          number: port.port,
          missing: `\`${workload.name}\` has no port \`${port.target}\`, which ${name} names`,
        },
      ];
    return endNotations(workload).map(to => ({ to, number }));
  });
}

export const isOf = ({ namespace, selector }: FrontService, { endpoint }: PodWorkload) =>
  selector !== undefined &&
  endpoint.namespace === namespace &&
  selects({ matchLabels: selector }, endpoint.labels ?? {});

export const targetOf = ({ target, protocol }: FrontPort, { ports }: PodWorkload): number | undefined =>
  typeof target === 'number' ? target : ports.find(each => each.name === target && each.protocol === protocol)?.port;

/** In the engine's notation: a workload in the host network is its node. */
export const endNotations = ({ name, hostNetwork, nodeIdentities = ['host', 'remote-node'] }: PodWorkload): string[] =>
  hostNetwork ? nodeIdentities.map(identity => `entity:${identity}`) : [name];

/** A node as its own pods see it, and as all others do. */
export const nodeNotations = ({ name, runsApiServer }: KnownNode): string[] => [
  `host:${name}`,
  `${runsApiServer ? 'kube-apiserver' : 'remote-node'}:${name}`,
];

/** The ends that an address may be; a node is `host` to its own pods and not to others. */
export function notationsOf(address: string, around: Addressed): string[] {
  const owner = ownerOf(address, around);
  switch (owner?.kind) {
    case 'node':
      return nodeNotations(owner.node);
    case 'pod':
      return [owner.name];
    case 'service':
      return serviceName(owner.service) === 'default/kubernetes' ? ['entity:kube-apiserver'] : [`cidr:${address}`];
    case 'api-server':
      return ['entity:kube-apiserver'];
    default:
      return [`cidr:${address}`];
  }
}
