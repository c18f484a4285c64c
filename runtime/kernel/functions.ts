import { lsmHooks } from './lsm-hooks';
import { otherFunctions } from './other-functions';
import { type Signatures, signaturesIn } from './parameter';
import { securityFunctions } from './security-functions';

/** Parameters of an LSM hook, `file_open`; undefined where no known kernel has it. */
export const lsmHook = (name: string): Signatures | undefined => signaturesIn(lsmHooks).get(name);

export const lsmHookNames = (): string[] => [...signaturesIn(lsmHooks).keys()];

/** Parameters of a kernel function; undefined where it is not among those that are known here. */
export const kernelFunction = (name: string): Signatures | undefined =>
  signaturesIn(securityFunctions).get(name) ?? signaturesIn(otherFunctions).get(name);

export const securityFunctionNames = (): string[] => [...signaturesIn(securityFunctions).keys()];

export const kernelFunctionNames = (): string[] => [...securityFunctionNames(), ...signaturesIn(otherFunctions).keys()];
