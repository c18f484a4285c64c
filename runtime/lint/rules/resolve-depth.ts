import { text } from '../../mapping';
import { onHooks, type TracingRule } from '../rule';

export const resolveDepth: TracingRule = {
  code: 'resolve-depth',
  severity: 'error',
  title: 'A field that is too deep to resolve',
  why: '`resolve` takes up to 10 steps from the argument to the field, each pointer counting as one. The agent rejects the policy otherwise.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: bprm_check_security
      args:
        - index: 0
          type: string
          resolve: mm.owner.real_parent.real_parent.real_parent.real_parent.real_parent.real_parent.real_parent.real_parent.comm # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: bprm_check_security
      args:
        - index: 0
          type: string
          resolve: mm.owner.real_parent.comm
`,
  source: 'tetragon 1.7 pkg/btf/btf.go',
  find: onHooks(({ args, data }) =>
    [...args, ...data].flatMap(({ path, value }) => {
      const steps = text(value.resolve).split(/[.[]/).length;
      return steps <= 10
        ? []
        : [
            {
              at: [...path, 'resolve'],
              message: `\`${value.resolve}\` takes \`${steps}\` steps`,
              allowed: 'up to 10, each pointer counting as one',
              repair: 'start from an argument that is closer to the field',
            },
          ];
    }),
  ),
};
