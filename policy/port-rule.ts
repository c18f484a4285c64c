import type { PortRule } from './cilium-types';

/** Whether the entry has any L7 rule; an empty list counts as none. */
export function hasL7Rules(rule: PortRule): boolean {
  return (rule.rules?.http ?? []).length + (rule.rules?.dns ?? []).length > 0;
}
