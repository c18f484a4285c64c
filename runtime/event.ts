import { recordOf, recordsOf, textOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import { texts } from './node';
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

/** The bodies that hooks report, each with its section and the name of its hook (`tetragon 1.7 api/v1/tetragon/tetragon.proto`). */
const hookBodies: Readonly<Record<string, { readonly section: HookSection; nameOf(body: Body): string }>> = {
  process_kprobe: { section: 'kprobes', nameOf: body => syscallName(textOf(body, 'function_name') ?? '') },
  process_lsm: { section: 'lsmhooks', nameOf: body => textOf(body, 'function_name') ?? '' },
  process_tracepoint: { section: 'tracepoints', nameOf: ({ subsys, event }) => `${subsys}/${event}` },
  process_uprobe: { section: 'uprobes', nameOf: ({ path, symbol }) => `${path}:${symbol}` },
  process_usdt: { section: 'usdts', nameOf: ({ provider, name }) => `${provider}/${name}` },
};

/**
 * Reads one line of the export; undefined for an event that no hook reported and that is not an execution,
 * `process_exit` among them.
 * @throws SyntaxError where the line is not JSON
 */
export function parseEvent(line: string): RuntimeEvent | undefined {
  const envelope: unknown = JSON.parse(line);
  const kind = isRecord(envelope)
    ? Object.keys(envelope).find(key => key === 'process_exec' || Object.hasOwn(hookBodies, key))
    : undefined;
  if (!isRecord(envelope) || kind === undefined) return undefined;
  const body = envelope[kind];
  if (!isRecord(body)) return undefined;
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
