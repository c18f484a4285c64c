import { type GatewayName, gatewayNames } from '../gateways';
import { type InterfaceName, interfaceNames, interfaces } from '../interfaces';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, clusterRule, when } from './rule';

/** The interfaces that the cluster has, by the Gateway that serves them. */
function exposedOn(cluster: Cluster, gateway: GatewayName): InterfaceName[] {
  return interfaceNames.filter(name => cluster.ingress.expose[name] === gateway && interfaces[name].isOn(cluster));
}

export const ingressRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'exposed-on-missing-gateway',
    severity: 'error',
    title: 'An interface exposed on a Gateway that is off',
    why: 'The route has no Gateway to attach to, so the interface is unreachable.',
    wrong: 'ingress: {gateways: {internal: false}}',
    right: 'ingress: {gateways: {internal: true}}',
    find: cluster =>
      gatewayNames.flatMap(gateway => {
        const names = exposedOn(cluster, gateway);
        return when(names.length > 0 && !cluster.ingress.gateways[gateway], {
          at: ['ingress', 'gateways', gateway],
          message: `the Gateway \`${gateway}\` is off, but serves ${names.map(name => `\`${name}\``).join(', ')}`,
          allowed: '`none`, or a Gateway that is on, for every interface under `ingress.expose`',
          repair: `write \`${gateway}: true\`, or move them: \`expose: {${names.map(name => `${name}: none`).join(', ')}}\``,
        });
      }),
  }),
  clusterRule({
    code: 'exposed-but-off',
    severity: 'error',
    title: 'An exposed interface that the cluster does not have',
    why: 'The file says `public` for an interface, so it is expected to be reachable.',
    wrong: `
hubble: {ui: false}
ingress: {expose: {hubble: public}}
`,
    right: `
hubble: {ui: false}
ingress: {expose: {hubble: none}}
`,
    find: cluster =>
      interfaceNames.flatMap(name =>
        when(cluster.ingress.expose[name] === 'public' && !interfaces[name].isOn(cluster), {
          at: ['ingress', 'expose', name],
          message: `\`${name}\` is exposed, but this cluster does not have it`,
          allowed: 'interfaces of what the cluster runs',
          repair: `remove \`expose.${name}\`, or turn on what it belongs to`,
        }),
      ),
  }),
  clusterRule({
    code: 'public-without-login',
    severity: 'warning',
    title: 'An interface without a login on the public Gateway',
    why: 'Hubble, Prometheus, Alertmanager and Longhorn have no login of their own. On the public Gateway, anyone on the Internet can use them.',
    wrong: 'ingress: {expose: {prometheus: public}}',
    right: 'ingress: {expose: {prometheus: internal}}',
    find: cluster =>
      exposedOn(cluster, 'public')
        .filter(name => !interfaces[name].login)
        .map(name => ({
          at: ['ingress', 'expose', name],
          message: `\`${name}\` has no login: anyone on the Internet can use it`,
          allowed: '`internal` or `none`, unless something in front of the Gateway authenticates',
          repair: `write \`${name}: internal\``,
        })),
  }),
];
