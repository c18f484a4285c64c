import type { RuntimeEvent } from '../event';
import type { Hook, Policy, Selector } from '../policy';
import { isUnknown, unknown } from './answer';
import { isInScope } from './scope';
import { matchSelector } from './selector';

/** What the kernel does about a call; `silent` matches and says nothing. */
export type Response = 'none' | 'silent' | 'report' | 'refuse' | 'kill';

/** What a policy would do about an event if it enforced: one response, or several where the event does not say. */
export interface ReplayVerdict {
  readonly responses: readonly Response[];
  /** Fields that would decide between them. */
  readonly missingFields: readonly string[];
}

/** Judges one event by one policy; undefined where no hook of the policy is about such events. */
export function judge(policy: Policy, event: RuntimeEvent): ReplayVerdict | undefined {
  const hook = policy.hooks.find(each => isAbout(each, event));
  if (hook === undefined) return undefined;
  const scope = isInScope(policy, event);
  if (scope === false) return { responses: ['none'], missingFields: [] };
  const outcomes = outcomesOf(hook, policy, event);
  const missingFields = [...(isUnknown(scope) ? scope.missingFields : []), ...outcomes.missingFields];
  const responses = isUnknown(scope) ? [...outcomes.responses, 'none' as const] : outcomes.responses;
  const distinct = [...new Set(responses)];
  return { responses: distinct, missingFields: distinct.length === 1 ? [] : unknown(...missingFields).missingFields };
}

function isAbout({ section, reportedAs }: Hook, { hook }: RuntimeEvent): boolean {
  return hook !== undefined && hook.section === section && reportedAs.includes(hook.name);
}

/** The first selector that matches decides alone, so every one up to the first certain match is possible. */
function outcomesOf(
  hook: Hook,
  policy: Policy,
  event: RuntimeEvent,
): { responses: Response[]; missingFields: string[] } {
  if (hook.selectors.length === 0) return { responses: ['report'], missingFields: [] };
  const responses: Response[] = [];
  const missingFields: string[] = [];
  for (const selector of hook.selectors) {
    const answer = matchSelector(selector, hook, policy, event);
    if (answer === false) continue;
    responses.push(responseOf(selector));
    if (answer === true) return { responses, missingFields };
    missingFields.push(...answer.missingFields);
  }
  return { responses: [...responses, 'none'], missingFields };
}

function responseOf({ actions }: Selector): Response {
  const names = actions.map(({ name }) => name);
  if (names.some(name => ['Sigkill', 'Signal'].includes(name))) return 'kill';
  if (names.some(name => ['Override', 'NotifyEnforcer'].includes(name))) return 'refuse';
  return names.length > 0 && names.every(name => name === 'NoPost') ? 'silent' : 'report';
}
