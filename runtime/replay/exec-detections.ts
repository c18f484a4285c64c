import { isRecord } from '../../model/manifest';
import type { RuntimeEvent } from '../event';
import { type Answer, unknown } from './answer';
import { podOf } from './scope';

/** What Tetragon's own record of an execution shows without any policy. */
export interface ExecDetection {
  /** Policy of the runtime set that it belongs to. */
  readonly policy: string;
  readonly detects: string;
  holds(event: RuntimeEvent): Answer;
}

export const execDetections: readonly ExecDetection[] = [
  {
    policy: 'process-exec-audit',
    detects: 'a process started inside a running container from outside',
    holds: event => {
      const { in_init_tree: own, pod } = event.process;
      if (podOf(event) === 'host') return false;
      if (typeof own !== 'boolean') return unknown('process.in_init_tree');
      const container = isRecord(pod) && isRecord(pod.container) ? pod.container : {};
      return !own && container.maybe_exec_probe !== true;
    },
  },
  {
    policy: 'privilege-escalation',
    detects: 'a program whose bits or capabilities raise privileges',
    holds: ({ process }) => withProperties(process, properties => properties.privileges_changed !== undefined),
  },
  {
    policy: 'fileless-exec',
    detects: 'a program without a name on any disk',
    holds: ({ process }) =>
      withProperties(process, ({ file }) => isRecord(file) && isRecord(file.inode) && file.inode.links === 0),
  },
  {
    policy: 'crypto-miner',
    detects: 'a program with a mining pool among its arguments',
    holds: ({ process }) => /stratum\+(tcp|ssl)/.test(String(process.arguments ?? '')),
  },
];

/** Events have properties only where there is something to report, and only with `enableProcessCred`, which `cap` shows. */
function withProperties(
  process: RuntimeEvent['process'],
  test: (properties: Record<string, unknown>) => boolean,
): Answer {
  if (isRecord(process.binary_properties)) return test(process.binary_properties);
  return process.cap === undefined && process.process_credentials === undefined
    ? unknown('process.binary_properties')
    : false;
}
