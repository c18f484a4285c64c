import { recordOf, recordsOf, textOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import { texts } from './mapping';
import type { HookSection } from './policy';
import { syscallName } from './syscall-name';

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
  /** Tags of the hook that reported. */
  readonly tags: readonly string[];
}

type Body = Readonly<Record<string, unknown>>;

/** The key of an event's body (`tetragon 1.7 api/v1/tetragon/events.proto` GetEventsResponse). */
const eventKind = /^(?:process_\w+|rate_limit_info|test)$/;

/** The bodies that hooks report, each with its section and the name of its hook (`tetragon 1.7 api/v1/tetragon/tetragon.proto`). */
const hookBodies: Readonly<Record<string, { readonly section: HookSection; nameOf(body: Body): string }>> = {
  process_kprobe: { section: 'kprobes', nameOf: body => syscallName(textOf(body, 'function_name') ?? '') },
  process_lsm: { section: 'lsmhooks', nameOf: body => textOf(body, 'function_name') ?? '' },
  process_tracepoint: { section: 'tracepoints', nameOf: ({ subsys, event }) => `${subsys}/${event}` },
  process_uprobe: { section: 'uprobes', nameOf: ({ path, symbol }) => `${path}:${symbol}` },
  process_usdt: { section: 'usdts', nameOf: ({ provider, name }) => `${provider}/${name}` },
};

/**
 * Reads one line of the export; `other` for an event that no hook reported and that is not an execution, `process_exit`
 * among them, and `foreign` for JSON that is not an event.
 * @throws SyntaxError where the line is not JSON
 */
export function parseEvent(line: string): RuntimeEvent | 'other' | 'foreign' {
  const envelope: unknown = JSON.parse(line);
  const kind = isRecord(envelope) ? Object.keys(envelope).find(key => eventKind.test(key)) : undefined;
  const body = isRecord(envelope) && kind !== undefined ? envelope[kind] : undefined;
  if (kind === undefined || !isRecord(body)) return 'foreign';
  if (kind !== 'process_exec' && !Object.hasOwn(hookBodies, kind)) return 'other';
  const reader = hookBodies[kind];
  return {
    process: recordOf(body.process),
    parent: recordOf(body.parent),
    ...(reader !== undefined && { hook: { section: reader.section, name: reader.nameOf(body) } }),
    args: recordsOf(body.args),
    data: recordsOf(body.data),
    ...(typeof body.policy_name === 'string' && { policy: body.policy_name }),
    tags: texts(body.tags),
  };
}
