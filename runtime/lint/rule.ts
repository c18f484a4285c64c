import type { Rule, RuleFinding } from '../../model/rule';
import type { SchemaOf } from '../../model/schema';
import type { Step } from '../../model/yaml';
import type { Action, Filter, Hook, Policy, Selector } from '../policy';

/** What a rule looks at. */
export interface TracingView {
  /** The policies that are linted together. */
  readonly policies: readonly Policy[];
  /** The schemas of their CRDs. */
  readonly schemaOf: SchemaOf;
}

/** A rule about policies of Tetragon 1.7. */
export type TracingRule = Rule<TracingView>;

/** What is wrong in one policy; the policy is the place. */
export type Problem = Omit<RuleFinding, 'in'>;

type Find = TracingRule['find'];

export function when(broken: boolean, problem: Problem): readonly Problem[] {
  return broken ? [problem] : [];
}

export function onPolicies(find: (policy: Policy, view: TracingView) => readonly Problem[]): Find {
  return view =>
    view.policies.flatMap(policy => find(policy, view).map(problem => ({ in: policy.manifest, ...problem })));
}

export function onHooks(find: (hook: Hook, policy: Policy) => readonly Problem[]): Find {
  return onPolicies(policy => policy.hooks.flatMap(hook => find(hook, policy)));
}

export function onSelectors(find: (selector: Selector, hook: Hook, policy: Policy) => readonly Problem[]): Find {
  return onHooks((hook, policy) => hook.selectors.flatMap(selector => find(selector, hook, policy)));
}

export function onFilters(find: (filter: Filter, selector: Selector, hook: Hook) => readonly Problem[]): Find {
  return onSelectors((selector, hook) => selector.filters.flatMap(filter => find(filter, selector, hook)));
}

export function onActions(find: (action: Action, hook: Hook, policy: Policy) => readonly Problem[]): Find {
  return onSelectors((selector, hook, policy) => selector.actions.flatMap(action => find(action, hook, policy)));
}

/** Where a filter names its operator. */
export function operatorOf(filter: Filter): readonly Step[] {
  return [...filter.path, 'operator'];
}
