import { recordOf, recordsOf } from '../../model/fields';
import { isRecord } from '../../model/manifest';
import type { HookSection } from '../policy';

/** A value of an event's `args` or `data`: one key says its type, `label` which argument it is. */
export type EventValue = Readonly<Record<string, unknown>>;

/** An event of Tetragon's JSON export (`tetragon 1.7 api/v1/tetragon/events.proto`). */
export interface RuntimeEvent {
  readonly process: Readonly<Record<string, unknown>>;
  readonly parent: Readonly<Record<string, unknown>>;
  /** The hook that reported; undefined for `process_exec`, which is Tetragon's own. */
  readonly hook?: { readonly section: HookSection; readonly name: string };
  readonly args: readonly EventValue[];
  readonly data: readonly EventValue[];
  /** The policy that the hook reported for. */
  readonly policy?: string;
}

const sections: Readonly<Record<string, HookSection>> = {
  process_kprobe: 'kprobes',
  process_lsm: 'lsmhooks',
  process_tracepoint: 'tracepoints',
};

/** Reads one line; undefined for events that no policy is about, `process_exit` among them. @throws SyntaxError */
export function parseEvent(line: string): RuntimeEvent | undefined {
  const envelope: unknown = JSON.parse(line);
  if (!isRecord(envelope)) return undefined;
  const kind = Object.keys(envelope).find(key => key === 'process_exec' || key in sections);
  const body = kind === undefined ? undefined : envelope[kind];
  if (kind === undefined || !isRecord(body)) return undefined;
  const section = sections[kind];
  return {
    process: recordOf(body.process),
    parent: recordOf(body.parent),
    ...(section !== undefined && { hook: { section, name: nameOf(body) } }),
    args: recordsOf(body.args),
    data: recordsOf(body.data),
    ...(typeof body.policy_name === 'string' && { policy: body.policy_name }),
  };
}

/** `sys_setns` whatever the architecture, `subsystem/event` for tracepoints. */
function nameOf(body: Readonly<Record<string, unknown>>): string {
  if (typeof body.function_name === 'string') return normalised(body.function_name);
  return `${body.subsys}/${body.event}`;
}

/** System calls are reported by the name of the architecture's entry. */
export function normalised(call: string): string {
  return call.replace(/^__(x64|arm64|ia32)_sys_/, 'sys_');
}
