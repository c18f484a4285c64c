import type { FqdnRule } from '../../cilium-types';
import { matchesName } from '../../fqdn';
import type { PolicyRule } from '../../rules';
import { selectsAllOf } from '../context';
import { type LintRule, onPeers, when } from '../visit';

export const fqdnWithoutDns: LintRule = {
  code: 'fqdn-without-dns',
  severity: 'error',
  title: 'DNS names as peers without a DNS rule that teaches Cilium their addresses',
  why: 'Cilium knows the addresses of a name only from answers that its DNS proxy has seen, and the proxy sees only what a rule with `rules.dns` sends through it. Without one, `toFQDNs` never selects anything; the same is true of a name that no DNS rule of these pods admits. Any policy can bring the DNS rule, for example one for the whole namespace.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: updates, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toFQDNs: [{ matchName: example.com }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: updates, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toFQDNs: [{ matchName: example.com }]
    - toEndpoints:
        - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
      toPorts:
        - ports: [{ port: "53" }]
          rules: { dns: [{ matchPattern: "*" }] }
`,
  source: 'cilium 1.19 Documentation/security/policy/language.rst DNS based',
  find: onPeers(({ selector: { fqdn } }, at, rule, context) => {
    if (fqdn === undefined) return [];
    const teaching = context.judged
      .filter(isTeaching)
      .map(other => ({ other, selectsAll: selectsAllOf(other, rule, context) }));
    const name = fqdn.matchName ?? fqdn.matchPattern;
    if (teaching.every(({ selectsAll }) => selectsAll === false))
      return [
        {
          ...at(),
          message: `no DNS rule selects all of these pods, so \`${name}\` never gets an address`,
          repair: 'add egress to the cluster DNS on port 53 with `rules: { dns: [{ matchPattern: "*" }] }`',
        },
      ];
    const admits = teaching.some(({ other, selectsAll }) => selectsAll !== false && admitsName(other, fqdn));
    return when(!admits, {
      ...at(),
      message: `no DNS rule of these pods admits the lookup of \`${name}\`, so it never gets an address`,
      repair: `add \`${fqdn.matchName ? 'matchName' : 'matchPattern'}: ${name}\` to the DNS rules`,
    });
  }),
};

const isTeaching = ({ verdict, ports }: PolicyRule) =>
  verdict === 'allow' && ports.some(({ dns }) => dns !== undefined);

/** Of a pattern one name that it matches is looked up. */
const admitsName = ({ ports }: PolicyRule, { matchName, matchPattern = '' }: FqdnRule) => {
  const name = matchName ?? matchPattern.replaceAll(/\*+/g, 'any');
  return ports.some(({ dns = [] }) => dns.some(rule => matchesName(rule, name) || rule.matchPattern === matchPattern));
};
