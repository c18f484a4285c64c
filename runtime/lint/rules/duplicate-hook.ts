import { children } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

export const duplicateHook: TracingRule = {
  code: 'duplicate-hook',
  severity: 'error',
  title: 'The same hook twice in one policy',
  why: 'Two entries for one LSM hook report nothing at all. Two kprobes on one function are rejected by kernels with kprobe_multi.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - { hook: file_open }
    - { hook: file_open } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - { hook: file_open }
`,
  source: 'tetragon#4578; tetragon 1.7 pkg/sensors/tracing/generickprobe.go',
  find: onPolicies(({ spec, hooks }) => {
    const single = children(spec, 'options').some(({ value }) => value.name === 'disable-kprobe-multi');
    return hooks.flatMap(({ section, name, path }, index) => {
      const earlier = hooks.findIndex(hook => hook.section === section && hook.name === name);
      if (earlier === index || (section === 'kprobes' && single) || !['kprobes', 'lsmhooks'].includes(section))
        return [];
      return [
        {
          at: path,
          message:
            section === 'lsmhooks'
              ? `\`${name}\` is hooked twice: neither entry reports anything`
              : `\`${name}\` is hooked twice, which kernels with kprobe_multi reject`,
          allowed: 'every hook once',
          repair: 'move the selectors into one entry, or into a second policy',
        },
      ];
    });
  }),
};
