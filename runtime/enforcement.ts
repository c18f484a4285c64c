import { children } from './mapping';
import type { Policy, Selector } from './policy';

/** Actions that do something to the process or the call (`tetragon 1.7 pkg/selectors/kernel.go` HasEnforcementAction). */
export const enforcingActions: readonly string[] = ['Sigkill', 'Signal', 'Override', 'NotifyEnforcer', 'Set'];

/** `invalid` where the option has another value: the agent does not load the policy. */
export type Mode = 'enforce' | 'monitor' | 'invalid';

/**
 * What the option `policy-mode` says, of several the last. Without the option a policy enforces
 * (`tetragon 1.7 pkg/sensors/tracing/options.go`).
 */
export function modeOf({ spec }: Policy): Mode {
  const option = children(spec, 'options').findLast(({ value }) => value.name === 'policy-mode');
  if (option === undefined) return 'enforce';
  const { value: mode } = option.value;
  return mode === 'enforce' || mode === 'monitor' ? mode : 'invalid';
}

export function selectorEnforces({ actions }: Selector): boolean {
  return actions.some(({ name }) => enforcingActions.includes(name));
}

/** Whether the policy has an action to enforce with. Those of fentries do not count: the agent refuses them. */
export function canEnforce({ hooks }: Policy): boolean {
  return hooks.some(({ section, selectors }) => section !== 'fentries' && selectors.some(selectorEnforces));
}

/** Whether the policy stops calls or processes as soon as it is applied. */
export function enforces(policy: Policy): boolean {
  return modeOf(policy) === 'enforce' && canEnforce(policy);
}
