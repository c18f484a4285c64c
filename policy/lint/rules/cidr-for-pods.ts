import { contains, parseCidr } from '../../../model/cidr';
import { allItems } from '../context';
import type { LintRule } from '../rule';

/** Pod and Service networks of kubeadm and Talos (kubernetes 1.35 kubeadm v1beta4, talos 1.13 cluster.network). */
const CLUSTER_NETWORKS = ['10.244.0.0/16', '10.96.0.0/12'];

export const cidrForPods: LintRule = {
  code: 'cidr-for-pods',
  severity: 'warning',
  summary: 'a CIDR that lies in the network of pods or Services',
  why: 'CIDR rules select what is outside the cluster. They never match pods, whatever addresses these have, and never Services, whose addresses are translated before the policy sees them. Such a rule allows nothing, or denies nothing.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: to-db, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toCIDR: [10.244.3.0/24]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: to-db, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{ matchLabels: { app: db } }]
`,
  find: context =>
    allItems(context).flatMap(({ item, path, direction, written: { manifest } }) => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const cidrs = [
        ...(item[`${side}CIDR`] ?? []).map((text, index) => ({ text, at: [`${side}CIDR`, index] })),
        ...(item[`${side}CIDRSet`] ?? []).map(({ cidr }, index) => ({
          text: cidr ?? '',
          at: [`${side}CIDRSet`, index, 'cidr'],
        })),
      ];
      return cidrs.flatMap(({ text, at }) => {
        const cidr = parseCidr(text);
        const network = CLUSTER_NETWORKS.find(each => cidr !== undefined && contains(parseCidr(each)!, cidr));
        if (network === undefined) return [];
        const kind = network === CLUSTER_NETWORKS[0] ? 'pods' : 'Services';
        return [
          {
            manifest,
            path: [...path, ...at],
            message: `\`${text}\` lies in ${network}, the usual network of ${kind}, which no CIDR matches`,
            repair: `select the pods: \`${side}Endpoints\`, or the entity \`cluster\``,
          },
        ];
      });
    }),
};
