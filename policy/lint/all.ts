import { compare } from '../../model/finding';
import type { Rule } from '../../model/rule';
import { rejectionRules, unsupportedRules } from '../refuse/rules';
import { lintRules } from './rules';

/** Rejections cannot be suppressed: they would not go away. */
type PolicyRuleText = Omit<Rule<never>, 'find'> & { readonly canBeSuppressed?: boolean };

/** The texts of every code that the lint of policies prints, in the order of the codes. */
export const policyRules: readonly PolicyRuleText[] = [
  ...lintRules,
  ...[...rejectionRules, ...unsupportedRules].map(rule => ({ ...rule, canBeSuppressed: false })),
].sort((a, b) => compare(a.code, b.code));
