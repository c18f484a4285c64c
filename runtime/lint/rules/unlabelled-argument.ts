import { note, onHooks, when } from '../rule';

export const unlabelledArgument = note(
  'unlabelled-argument',
  onHooks(({ path, args, name }) => {
    const without = args.filter(({ label, type }) => label === undefined && type !== 'nop').length;
    return when(without > 0 && args.length > 1, {
      path: [...path, 'args'],
      message: `events list the arguments of \`${name}\` by order alone: \`${without}\` of them have no label`,
      allowed: 'a `label` on every argument',
      repair: 'add labels, by which events can be read and replayed',
    });
  }),
);
