import { error, onHooks, when } from '../rule';

export const tooManyArguments = error(
  'too-many-arguments',
  onHooks(({ path, args, name }) =>
    when(args.length > 5, {
      path: [...path, 'args'],
      message: `\`${name}\` declares \`${args.length}\` arguments, and up to 5 are read`,
      allowed: 'up to 5',
      repair: 'remove those that nothing filters on',
    }),
  ),
);
