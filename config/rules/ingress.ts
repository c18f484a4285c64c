import { type GatewayName, gatewayNames } from '../gateways';
import { type InterfaceName, interfaceNames, interfaces } from '../interfaces';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, error, warning, when } from './rule';

/** The interfaces that the cluster has, by the Gateway that serves them. */
function exposedOn(cluster: Cluster, gateway: GatewayName): InterfaceName[] {
  return interfaceNames.filter(name => cluster.ingress.expose[name] === gateway && interfaces[name].isOn(cluster));
}

export const ingressRules: readonly ClusterRule[] = [
  error('exposed-on-missing-gateway', cluster =>
    gatewayNames.flatMap(gateway => {
      const names = exposedOn(cluster, gateway);
      return when(names.length > 0 && !cluster.ingress.gateways[gateway], {
        path: ['ingress', 'gateways', gateway],
        message: `the Gateway \`${gateway}\` is off, but serves ${names.map(name => `\`${name}\``).join(', ')}`,
        allowed: '`none`, or a Gateway that is on, for every interface under `ingress.expose`',
        repair: `write \`${gateway}: true\`, or move them: \`expose: {${names.map(name => `${name}: none`).join(', ')}}\``,
      });
    }),
  ),
  // `internal` is the default and says nothing; `public` was written by somebody.
  error('exposed-but-off', cluster =>
    interfaceNames.flatMap(name =>
      when(cluster.ingress.expose[name] === 'public' && !interfaces[name].isOn(cluster), {
        path: ['ingress', 'expose', name],
        message: `\`${name}\` is exposed, but this cluster does not have it`,
        allowed: 'interfaces of what the cluster runs',
        repair: `remove \`expose.${name}\`, or turn on what it belongs to`,
      }),
    ),
  ),
  warning('public-without-login', cluster =>
    exposedOn(cluster, 'public')
      .filter(name => !interfaces[name].login)
      .map(name => ({
        path: ['ingress', 'expose', name],
        message: `\`${name}\` has no login of its own: everybody on the Internet can use it`,
        allowed: '`internal` or `none`, unless something in front of the Gateway authenticates',
        repair: `write \`${name}: internal\``,
      })),
  ),
];
