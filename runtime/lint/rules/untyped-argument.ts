import { error, onHooks } from '../rule';

const refused = ['auto', 'syscall64'];

/** The API's default type is `auto`, which is for uprobes alone. */
export const untypedArgument = error(
  'untyped-argument',
  onHooks(({ section, args, name }) =>
    args
      .filter(({ type }) => section === 'kprobes' && refused.includes(type))
      .map(({ path, type }) => ({
        path: [...path, 'type'],
        message: `an argument of \`${name}\` has the type \`${type}\`, which is invalid for kprobes`,
        allowed: 'the type that the kernel’s signature has',
        repair: 'write the type, such as `int` or `string`',
      })),
  ),
);
