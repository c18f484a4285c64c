import type { LintRule } from '../lint/visit';
import { peerRejections } from './rules/peers';
import { policyRejections } from './rules/policy';
import { portRejections } from './rules/ports';

/** What Cilium or the API server rejects; no suppression lifts these. */
export const rejectionRules: readonly LintRule[] = [...policyRejections, ...peerRejections, ...portRejections];
