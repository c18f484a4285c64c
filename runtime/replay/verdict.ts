import type { RuntimeEvent } from '../event';
import type { Hook, Policy, Selector } from '../policy';
import { isUnknown, unknown } from './answer';
import { isInScope } from './scope';
import { matchSelector } from './selector';

/** What the kernel does about a call; `silent` matches and says nothing. */
export type Response = 'none' | 'silent' | 'report' | 'refuse' | 'kill';

/** What a policy would do about an event if it enforced: one response, or several where the event does not tell. */
export interface Verdict {
  readonly responses: readonly Response[];
  /** Fields that would decide between them. */
  readonly lacks: readonly string[];
}

/** Judges one event by one policy; undefined where no hook of the policy is about such events. */
export function judge(policy: Policy, event: RuntimeEvent): Verdict | undefined {
  const hook = policy.hooks.find(each => isAbout(each, event));
  if (hook === undefined) return undefined;
  const scope = isInScope(policy, event);
  if (scope === false) return { responses: ['none'], lacks: [] };
  const outcomes = outcomesOf(hook, policy, event);
  const lacks = [...(isUnknown(scope) ? scope.lacks : []), ...outcomes.lacks];
  const responses = isUnknown(scope) ? [...outcomes.responses, 'none' as const] : outcomes.responses;
  const distinct = [...new Set(responses)];
  return { responses: distinct, lacks: distinct.length === 1 ? [] : unknown(...lacks).lacks };
}

function isAbout({ section, reportedAs }: Hook, { hook }: RuntimeEvent): boolean {
  return hook !== undefined && hook.section === section && reportedAs.includes(hook.name);
}

/** The first selector that matches decides alone, so everything up to the first that surely does is possible. */
function outcomesOf(hook: Hook, policy: Policy, event: RuntimeEvent): { responses: Response[]; lacks: string[] } {
  if (hook.selectors.length === 0) return { responses: ['report'], lacks: [] };
  const responses: Response[] = [];
  const lacks: string[] = [];
  for (const selector of hook.selectors) {
    const answer = matchSelector(selector, hook, policy, event);
    if (answer === false) continue;
    responses.push(responseOf(selector));
    if (answer === true) return { responses, lacks };
    lacks.push(...answer.lacks);
  }
  return { responses: [...responses, 'none'], lacks };
}

function responseOf({ actions }: Selector): Response {
  const names = actions.map(({ name }) => name);
  if (names.some(name => ['Sigkill', 'Signal'].includes(name))) return 'kill';
  if (names.some(name => ['Override', 'NotifyEnforcer'].includes(name))) return 'refuse';
  return names.length > 0 && names.every(name => name === 'NoPost') ? 'silent' : 'report';
}
