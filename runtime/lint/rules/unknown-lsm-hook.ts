import { closest } from '../../../model/closest';
import { lsmHook, lsmHookNames } from '../../kernel/functions';
import { onHooks, type TracingRule } from '../rule';

export const unknownLsmHook: TracingRule = {
  code: 'unknown-lsm-hook',
  severity: 'error',
  title: 'An LSM hook that does not exist',
  why: 'The agent does not load a policy with an LSM hook that the kernel lacks. The name has no `security_` in front: that is the function which calls the hook.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: security_file_open # wrong
    - hook: socket_conect # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
    - hook: socket_connect
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/genericlsm.go; linux 6.12 include/linux/lsm_hook_defs.h',
  find: onHooks(({ section, path, name }) => {
    if (section !== 'lsmhooks' || name === '' || lsmHook(name) !== undefined) return [];
    const bare = name.replace(/^(?:bpf_lsm_|security_)/, '');
    const hook = [bare, `${bare}_security`].find(each => lsmHook(each) !== undefined) ?? closest(bare, lsmHookNames());
    return [
      {
        at: [...path, 'hook'],
        message: `\`${name}\` is not an LSM hook of Linux 6.1 to 6.18`,
        allowed: 'an LSM hook, such as `file_open`',
        repair: hook === undefined ? 'correct the name' : `did you mean \`${hook}\`?`,
        // A later kernel may have added it.
        ...(hook === undefined && { severity: 'warning' }),
      },
    ];
  }),
};
