import { enforcingActions } from '../../enforcement';
import { children } from '../../node';
import { warning } from '../rule';

export const missingPolicyMode = warning('missing-policy-mode', ({ spec, hooks }) => {
  const enforces = hooks.some(({ selectors }) =>
    selectors.some(({ actions }) => actions.some(({ name }) => enforcingActions.includes(name))),
  );
  if (!enforces || children(spec, 'options').some(({ value }) => value.name === 'policy-mode')) return [];
  return [
    {
      path: spec.path,
      message: 'the policy enforces from the moment it is applied, because it does not say `policy-mode`',
      allowed: '`policy-mode` among the options',
      repair: 'add `options: [{name: policy-mode, value: monitor}]`, and enforce when nothing legitimate was hit',
    },
  ];
});
