import { backendsOf } from './backends';
import { type Gateway, type GatewayRoute, routesFor } from './gateways';
import { type Leg, type Path, type Question, type Surroundings, straight } from './path';
import { serviceName } from './services';

/**
 * Envoy enforces the client's egress at the backend, then both directions of the entity `ingress`; the backend sees that
 * entity (cilium 1.19.7 bpf/bpf_lxc.c: the proxy comes before the policy; cilium/proxy enforcePodNetworkPolicy).
 */
export function throughGateway(
  from: string,
  gateway: Gateway,
  host: string | undefined,
  question: Question,
  around: Surroundings,
): Path[] {
  const name = `${gateway.kind} \`${gateway.namespace}/${gateway.name}\``;
  const wanted = (question.http?.host ?? question.sni ?? host)?.replace(/:\d+$/, '').toLowerCase();
  if (gateway.isOfCilium !== true)
    return [
      {
        hops: [name],
        legs: [],
        unknown: `${name} has the class \`${gateway.className}\`, and it is not known that Cilium serves it`,
      },
    ];
  const routes = routesFor(gateway, question.http, wanted);
  const entered: Leg = { flow: { from, to: 'entity:ingress', ...question }, only: 'ingress' };
  if (routes.length === 0)
    return [{ hops: [name], legs: [entered], unknown: `no route of ${name} among the manifests takes the request` }];
  return routes.flatMap(route => alongRoute(from, name, route, entered, question, around));
}

function alongRoute(
  from: string,
  name: string,
  { backends }: GatewayRoute,
  entered: Leg,
  question: Question,
  around: Surroundings,
): Path[] {
  if (backends.length === 0) return [{ hops: [`${name} answers itself`], legs: [entered] }];
  return backends.flatMap((backend): Path[] => {
    const label = `Service \`${backend.namespace}/${backend.name}\``;
    const service = around.services.find(each => serviceName(each) === `${backend.namespace}/${backend.name}`);
    const port = service?.ports.find(each => each.port === backend.port || each.name === backend.port);
    if (service === undefined || port === undefined)
      return [
        {
          hops: [name],
          legs: [entered],
          unknown: `${label}, to which ${name} leads, is not in the manifests with port ${backend.port}`,
        },
      ];
    return backendsOf(service, port, around).map(({ to, number, missing }) => {
      if (missing !== undefined) return { hops: [name, label], legs: [entered], unknown: missing };
      const asked = { ...question, port: number, protocol: 'TCP' };
      return {
        hops: [`${name} leads to ${label}, which leads to \`${to}\`, port ${number}`],
        legs: [
          { flow: { from, to, ...asked }, only: 'egress' },
          entered,
          { flow: { from: 'entity:ingress', to, ...asked } },
        ],
      };
    });
  });
}

/** Of the proxy without a name for it: whatever it leads to. */
export function throughAnyGateway(from: string, question: Question, around: Surroundings): Path[] {
  const direct = straight(from, 'entity:ingress', question);
  const { policy, endpoint } = around.engine.endpoint(from);
  if (endpoint === undefined || endpoint.reserved !== undefined || policy?.egress.enforced !== true) return [direct];
  const gateways = around.gateways.filter(({ isOfCilium }) => isOfCilium === true);
  if (gateways.length === 0)
    return [
      {
        hops: [],
        legs: [{ flow: { from, to: 'entity:ingress', ...question }, only: 'ingress' }],
        unknown:
          'what a pod calls through a Gateway or an Ingress is judged at the backend, and none of these is in the manifests; ask about the backend, or `gateway:NAMESPACE/NAME`',
      },
    ];
  return gateways.flatMap(gateway => throughGateway(from, gateway, undefined, question, around));
}
