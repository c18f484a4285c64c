import { children } from '../../node';
import { error } from '../rule';

export const enforcers = error('enforcers', policy => {
  const listed = children(policy.spec, 'enforcers');
  const notifying = policy.hooks.flatMap(({ selectors }) =>
    selectors.flatMap(({ actions }) => actions.filter(({ name }) => name === 'NotifyEnforcer')),
  );
  const fault = { allowed: 'one enforcer, and `NotifyEnforcer` where there is one' };
  return [
    ...listed.slice(1).map(({ path }) => ({
      ...fault,
      path,
      message: 'a second enforcer: a policy is refused with more than one',
      repair: 'merge the calls of the two',
    })),
    ...(listed.length > 0 ? [] : notifying).map(({ path }) => ({
      ...fault,
      path: [...path, 'action'],
      message: '`NotifyEnforcer` has nobody to notify, because the policy has no enforcers',
      repair: 'add `enforcers` with the calls to stop',
    })),
  ];
});
