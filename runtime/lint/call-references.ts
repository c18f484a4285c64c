import { field } from '../../model/fields';
import type { Step } from '../../model/yaml';
import { children, text, texts } from '../mapping';
import type { Policy } from '../policy';

/** A function that a policy names: in a hook, in a list or in an enforcer. */
export interface CallReference {
  readonly name: string;
  readonly at: readonly Step[];
  /** Whether the agent reads the name as that of a system call. */
  readonly isSystemCall: boolean;
  /** Whether the hook says that kernels may not have the function. */
  readonly mayBeAbsent: boolean;
}

/** The functions that a policy names. Names with another ABI in front, `i386/sys_read`, are left out. */
export function callReferences({ spec, hooks }: Policy): CallReference[] {
  const ofHooks = hooks
    .filter(({ section }) => section === 'kprobes' || section === 'fentries')
    .map(hook => ({
      name: hook.name,
      at: [...hook.path, 'call'],
      isSystemCall: hook.value.syscall !== false,
      mayBeAbsent: field(hook.value, 'ignore', 'callNotFound') === true,
    }));
  const ofLists = children(spec, 'lists').flatMap(({ path, value }) =>
    texts(value.values).map((name, index) => ({
      name: name.replace(/^(?:x64|arm64)\//, ''),
      at: [...path, 'values', index],
      isSystemCall: text(value.type) === 'syscalls',
      mayBeAbsent: false,
    })),
  );
  const ofEnforcers = children(spec, 'enforcers').flatMap(({ path, value }) =>
    texts(value.calls).map((name, index) => ({
      name,
      at: [...path, 'calls', index],
      isSystemCall: name.startsWith('sys_'),
      mayBeAbsent: false,
    })),
  );
  return [...ofHooks, ...ofLists, ...ofEnforcers].filter(({ name }) => name !== '' && !/[:/]/.test(name));
}
