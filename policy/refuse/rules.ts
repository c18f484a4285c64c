import type { LintRule } from '../lint/visit';
import { policy } from './rejection';
import { peerRejections } from './rules/peers';
import { policyRejections } from './rules/policy';
import { portRejections } from './rules/ports';

/** What Cilium or the API server rejects; no suppression lifts these. */
export const rejectionRules: readonly LintRule[] = [...policyRejections, ...peerRejections, ...portRejections];

const config = (option: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { ${option} }
`;

/** What takes nothing from a policy's acceptance but its meaning: found by the reader of policies. */
export const unsupportedRules: readonly Omit<LintRule, 'find'>[] = [
  {
    code: 'unsupported-field',
    severity: 'error',
    title: 'A field that the kind does not have',
    why: 'The API server drops the field, or refuses the object where it validates strictly. What is left may allow more than you meant, so verdicts that depend on the rule are undecidable. Correct the name of the field; do not only remove it.',
    wrong: policy('endpointSelector: {}', 'ingress: [{ fromEndpoint: [{}] }]'),
    right: policy('endpointSelector: {}', 'ingress: [{ fromEndpoints: [{}] }]'),
  },
  {
    code: 'unsupported-kind',
    severity: 'warning',
    title: 'A policy of a kind that verdicts do not model',
    why: 'Cilium 1.19 ignores AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. They have no part in the verdicts.',
    wrong: `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: api }
spec: { priority: 1, subject: { namespaces: {} } }
`,
    right: policy('endpointSelector: {}', 'ingress: [{}]'),
  },
  {
    code: 'unsupported-setting',
    severity: 'warning',
    title: 'A setting of Cilium whose effect on verdicts is not computed',
    why: 'The option changes what Cilium allows in a way that the engine does not model, or has a value that the agent does not take. Every verdict is then undecidable. `docs/policy-settings.md` lists all options that verdicts depend on.',
    wrong: config('static-cnp-path: /etc/policies'),
    right: config('enable-policy: always'),
  },
  {
    code: 'ignored-kind',
    severity: 'warning',
    title: 'A policy of a kind that Cilium does not read here',
    why: 'The agent runs with `enable-k8s-networkpolicy`, `enable-cilium-network-policy` or `enable-cilium-clusterwide-network-policy` set to `false`. It accepts the policies of that kind and enforces none of them.',
    wrong: `${config('enable-cilium-network-policy: "false"')}---${policy('endpointSelector: {}', 'ingress: [{}]')}`,
    right: `${config('enable-cilium-network-policy: "true"')}---${policy('endpointSelector: {}', 'ingress: [{}]')}`,
  },
];
