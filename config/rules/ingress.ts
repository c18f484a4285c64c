import type { Cluster } from '../schema/cluster';
import { type ClusterRule, error, warning, when } from './rule';

type Interface = keyof Cluster['ingress']['expose'];

const interfaces: readonly Interface[] = ['hubble', 'grafana', 'prometheus', 'alertmanager', 'argocd', 'longhorn'];

/** Interfaces that whoever reaches them may use: upstream gives them no login. */
const withoutLogin: readonly Interface[] = ['hubble', 'prometheus', 'alertmanager', 'longhorn'];

/** The interfaces that the cluster has, by the Gateway that serves them. */
function exposedOn(cluster: Cluster, gateway: 'public' | 'internal'): Interface[] {
  return interfaces.filter(name => cluster.ingress.expose[name] === gateway && isOn(cluster, name));
}

function isOn({ hubble, monitoring, storage }: Cluster, name: Interface): boolean {
  if (name === 'hubble') return hubble !== false && hubble.ui;
  if (name === 'longhorn') return storage !== false;
  return name === 'argocd' || monitoring !== false;
}

export const ingressRules: readonly ClusterRule[] = [
  error('exposed-on-missing-gateway', cluster =>
    (['public', 'internal'] as const).flatMap(gateway => {
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
    interfaces.flatMap(name =>
      when(cluster.ingress.expose[name] === 'public' && !isOn(cluster, name), {
        path: ['ingress', 'expose', name],
        message: `\`${name}\` is exposed, but this cluster does not have it`,
        allowed: 'interfaces of what the cluster runs',
        repair: `remove \`expose.${name}\`, or turn on what it belongs to`,
      }),
    ),
  ),
  warning('public-without-login', cluster =>
    exposedOn(cluster, 'public')
      .filter(name => withoutLogin.includes(name))
      .map(name => ({
        path: ['ingress', 'expose', name],
        message: `\`${name}\` has no login of its own: everybody on the Internet can use it`,
        allowed: '`internal` or `none`, unless something in front of the Gateway authenticates',
        repair: `write \`${name}: internal\``,
      })),
  ),
];
