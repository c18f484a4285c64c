import type { LintRule } from '../lint/visit';
import { policy } from './rejection';
import { peerRejections } from './rules/peers';
import { policyRejections } from './rules/policy';
import { portRejections } from './rules/ports';

/** What Cilium or the API server rejects; no suppression lifts these. */
export const rejectionRules: readonly LintRule[] = [...policyRejections, ...peerRejections, ...portRejections];

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
];
