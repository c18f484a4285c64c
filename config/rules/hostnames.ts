import { isDnsLabel } from '../../model/dns-name';
import { exampleSubdomain } from '../example';
import { interfaceNames, interfaces } from '../interfaces';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, clusterRule, when } from './rule';

export const hostnameRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'hostname-outside-domain',
    severity: 'error',
    title: 'A host name that is not one label below the domain',
    why: 'Listeners and certificates of the Gateways are for `*.<domain>`. That covers exactly one label: neither the domain itself, nor a name two labels below, nor one elsewhere.',
    wrong: 'argocd: {hostname: argocd.infraflux.net}',
    right: 'argocd: {hostname: cd.lab.infraflux.dev}',
    source: 'RFC 6125 §6.4.3',
    find: ({ argocd: { hostname }, domain }) =>
      when(hostname !== undefined && labelOf(hostname, domain) === undefined, {
        at: ['argocd', 'hostname'],
        message: `the Gateways serve \`*.${domain}\`, which does not cover \`${hostname}\``,
        allowed: `a name of one label below \`${domain}\``,
        repair: `did you mean \`argocd.${domain}\`?`,
      }),
  }),
  clusterRule({
    code: 'duplicate-hostname',
    severity: 'error',
    title: 'A host name that another interface has',
    why: 'Two routes with one host name on one listener: Gateway API keeps the older one, and the other interface is unreachable.',
    wrong: 'argocd: {hostname: hubble.lab.infraflux.dev}',
    right: 'argocd: {hostname: argocd.lab.infraflux.dev}',
    source: 'gateway-api 1.4 HTTPRoute',
    find: cluster => {
      const { argocd, domain } = cluster;
      const label = argocd.hostname === undefined ? undefined : labelOf(argocd.hostname, domain);
      return when(label !== undefined && takenLabels(cluster).includes(label), {
        at: ['argocd', 'hostname'],
        message: `\`${argocd.hostname}\` is where \`${label}\` is served already`,
        allowed: `a name that no other interface has: not ${takenLabels(cluster)
          .map(taken => `\`${taken}.${domain}\``)
          .join(', ')}`,
        repair: `did you mean \`argocd.${domain}\`?`,
      });
    },
  }),
];

/** `cd.lab.net` below `lab.net` → `cd`; undefined where there is another number of labels between them. */
function labelOf(hostname: string, domain: string): string | undefined {
  const label = hostname.endsWith(`.${domain}`) ? hostname.slice(0, -domain.length - 1) : '';
  return isDnsLabel(label) ? label : undefined;
}

/** The labels below the domain that other routes of this cluster have. */
function takenLabels(cluster: Cluster): string[] {
  const served = interfaceNames.filter(
    name => name !== 'argocd' && cluster.ingress.expose[name] !== 'none' && interfaces[name].isOn(cluster),
  );
  return [...served, ...(cluster.workloads.example ? [exampleSubdomain] : [])];
}
