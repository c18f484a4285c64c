import { error, onActions, when } from '../rule';

export const argError = error(
  'arg-error',
  onActions(({ path, value, name }, { section }) => {
    const code = value.argError;
    const refuses = typeof code === 'number' && code <= -1 && code >= -4095;
    return when(name === 'Override' && value.argRegs === undefined && section !== 'uprobes' && !refuses, {
      path: [...path, ...(code === undefined ? [] : ['argError'])],
      message: `\`Override\` returns \`${code ?? 0}\` to the caller, which ${code === undefined || code === 0 ? 'allows the call' : 'it does not take for an error'}`,
      allowed: 'an error from `-1` to `-4095`',
      repair: 'write `argError: -1`, which is EPERM',
    });
  }),
);
