import type { HookName } from '../../constructs/tracing-hooks';
import type { Response } from '../../runtime/replay/verdict';
import { hookEvent, type Process, pod, type Values } from './events';

/** An event, and what the policy it is for must do about it. */
export interface Fixture {
  readonly line: string;
  /** `undecidable` where the event has no `missingField`. */
  readonly expected: Response | 'undecidable';
  readonly missingField?: string;
}

type Hit = Exclude<Response, 'none' | 'silent'>;

export function hit(response: Hit, hook: HookName, values: Values, process: Process = pod()): Fixture {
  return { line: hookEvent(hook, values, process), expected: response };
}

/** Differs from a hit in one thing. */
export function miss(hook: HookName, values: Values, process: Process = pod()): Fixture {
  return { line: hookEvent(hook, values, process), expected: 'none' };
}

export function undecidable(missingField: string, hook: HookName, values: Values, process: Process = pod()): Fixture {
  return { line: hookEvent(hook, values, process), expected: 'undecidable', missingField };
}
