import { own } from '../../model/own';
import { type Signatures, signaturesIn } from './parameter';
import { onlyOnArm, onlyOnX86, systemCalls } from './system-calls';

export type Architecture = 'x86_64' | 'arm64';

export interface SystemCall {
  readonly signatures: Signatures;
  /** Undefined where both architectures have it. */
  readonly only?: Architecture;
}

/** Entry functions whose name is not that of their system call. */
const entries: Readonly<Record<string, string>> = {
  stat: 'newstat',
  fstat: 'newfstat',
  lstat: 'newlstat',
  uname: 'newuname',
  sendfile: 'sendfile64',
  umount2: 'umount',
};

/** `write` of `sys_write` and `__x64_sys_write`; undefined for what is not written as a system call. */
export function bareSystemCall(name: string): string | undefined {
  return /^(?:__(?:x64|arm64)_)?sys_(\w+)$/.exec(name)?.[1];
}

/** The entry function of a system call by its name behind `sys_`; undefined where no kernel of 64 bits has it. */
export function systemCall(bare: string): SystemCall | undefined {
  const common = signaturesIn(systemCalls).get(bare);
  if (common !== undefined) return { signatures: common };
  const x86 = signaturesIn(onlyOnX86).get(bare);
  if (x86 !== undefined) return { signatures: x86, only: 'x86_64' };
  const arm = signaturesIn(onlyOnArm).get(bare);
  return arm === undefined ? undefined : { signatures: arm, only: 'arm64' };
}

/** `newuname` for uname: the entry function that a name without one means. */
export function entryOf(bare: string): string | undefined {
  return own(entries, bare);
}

export const systemCallNames = (): string[] =>
  [systemCalls, onlyOnX86, onlyOnArm].flatMap(list => [...signaturesIn(list).keys()]);
