import { compare } from '../../model/finding';
import type { Rule } from '../../model/rule';
import { rejectionRules, unsupportedRules } from '../refuse/rules';
import { lintRules } from './rules';

/** The texts of every code that the lint of policies prints, in the order of the codes. */
export const policyRules: readonly Omit<Rule<never>, 'find'>[] = [
  ...lintRules,
  ...rejectionRules,
  ...unsupportedRules,
].sort((a, b) => compare(a.code, b.code));
