import { exposuresOf } from './exposure';
import { type DescribePart, nothing } from './graph';
import { world } from './kubernetes';
import { type Connection, connects, type Peer, tcp } from './workload';

/** Where Gateways and the Secrets with their certificates live. */
export const gatewayNamespace = 'gateway-system';

/** Cilium's Envoy as the proxy of Gateways and Ingresses: an identity of its own, on no pod (`cilium 1.19 pkg/identity`). */
export const gateway: Peer = { entities: ['ingress'] };

export const ingress: DescribePart = cluster => {
  const { gateways, controller } = cluster.ingress;
  if (!gateways.public && !gateways.internal && !controller) return nothing;
  const clients: Connection = { from: world, to: gateway, ports: [tcp(80), tcp(443)], why: 'is where the users are' };
  const backends = exposuresOf(cluster).map(({ workload, hostname }) =>
    connects(gateway, workload, ['http'], `serves ${hostname} from it`),
  );
  return { workloads: [], connections: [clients, ...backends] };
};
