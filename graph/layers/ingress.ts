import { world } from '../kubernetes';
import { layer } from '../layer';
import { type Connection, connects, type Peer, tcp } from '../workload';

/** Where Gateways and the Secrets with their certificates live. */
export const gatewayNamespace = 'gateway-system';

/** Cilium's Envoy as the proxy of Gateways and Ingresses: an identity of its own, on no pod (`cilium 1.19 pkg/identity`). */
export const gateway: Peer = { entities: ['ingress'] };

export const ingressLayer = layer({
  name: 'ingress',
  settings: ({ ingress: { gateways, controller } }) => gateways.public || gateways.internal || controller,
  namespace: gatewayNamespace,
  describe: (_, { exposures }) => {
    const clients: Connection = { from: world, to: gateway, ports: [tcp(80), tcp(443)], why: 'is where the users are' };
    const backends = exposures.map(({ workload, hostname }) =>
      connects(gateway, workload, ['http'], `serves ${hostname} from it`),
    );
    return { workloads: [], connections: [clients, ...backends] };
  },
});
