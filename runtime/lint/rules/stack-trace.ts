import { error, onActions } from '../rule';

export const stackTrace = error(
  'stack-trace',
  onActions(({ path, value, name }, { section }) =>
    ['kernelStackTrace', 'userStackTrace']
      .filter(key => value[key] === true && (name !== 'Post' || section === 'lsmhooks'))
      .map(key => ({
        path: [...path, key],
        message: `\`${key}\` is refused on ${section === 'lsmhooks' ? 'LSM hooks' : `the action \`${name}\``}`,
        allowed: 'stack traces on `Post` of kprobes',
        repair: `remove \`${key}\``,
      })),
  ),
);
