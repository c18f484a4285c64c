import type { PortRule } from './cilium-types';

/** Whether the entry has any L7 rule; an empty list counts as none. */
export function hasL7Rules(rule: PortRule): boolean {
  return [rule.rules?.http, rule.rules?.dns, rule.rules?.kafka, rule.rules?.l7].some(rules => (rules ?? []).length > 0);
}
