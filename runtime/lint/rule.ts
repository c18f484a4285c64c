import type { Finding } from '../../model/finding';
import type { Step } from '../../model/yaml';
import type { Action, Filter, Hook, Policy, Selector } from '../policy';

/** A fault of one policy; the linter adds code, severity, file and line. */
export interface Fault {
  readonly path: readonly Step[];
  /** One lower-case sentence without a full stop; culprits stand in backticks. */
  readonly message: string;
  readonly allowed: string;
  /** What to do, in the imperative. */
  readonly repair: string;
}

/** Something that Tetragon 1.7 refuses, skips or means otherwise than it reads. */
export interface Trap {
  readonly code: string;
  readonly severity: Finding['severity'];
  /** `all` are the policies that are linted together. */
  find(policy: Policy, all: readonly Policy[]): readonly Fault[];
}

type Find = Trap['find'];

/** The agent refuses the policy, or it does the opposite of what it says. */
export const error = (code: string, find: Find): Trap => ({ code, severity: 'error', find });

/** The policy loads, and does less or more than it seems to. */
export const warning = (code: string, find: Find): Trap => ({ code, severity: 'warning', find });

export const note = (code: string, find: Find): Trap => ({ code, severity: 'note', find });

export function when(broken: boolean, fault: Fault): readonly Fault[] {
  return broken ? [fault] : [];
}

export function onHooks(find: (hook: Hook, policy: Policy) => readonly Fault[]): Find {
  return policy => policy.hooks.flatMap(hook => find(hook, policy));
}

export function onSelectors(find: (selector: Selector, hook: Hook, policy: Policy) => readonly Fault[]): Find {
  return onHooks((hook, policy) => hook.selectors.flatMap(selector => find(selector, hook, policy)));
}

export function onFilters(find: (filter: Filter, selector: Selector, hook: Hook) => readonly Fault[]): Find {
  return onSelectors((selector, hook) => selector.filters.flatMap(filter => find(filter, selector, hook)));
}

export function onActions(find: (action: Action, hook: Hook, policy: Policy) => readonly Fault[]): Find {
  return onSelectors((selector, hook, policy) => selector.actions.flatMap(action => find(action, hook, policy)));
}

/** Where a filter names its operator. */
export function operatorOf(filter: Filter): readonly Step[] {
  return [...filter.path, 'operator'];
}
