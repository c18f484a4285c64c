import { texts } from '../../mapping';
import { onHooks, type TracingRule } from '../rule';

export const tagLimits: TracingRule = {
  code: 'tag-limits',
  severity: 'error',
  title: 'Too many tags, or tags of the wrong length',
  why: 'A hook takes up to 16 tags of 2 to 128 characters. The agent rejects the policy or cuts the tag off.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      tags: [x] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      tags: [attack.t1048]
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/tags.go',
  find: onHooks(({ path, value }) => {
    const tags = texts(value.tags);
    const at = [...path, 'tags'];
    const problem = { allowed: 'up to 16 tags of 2 to 128 characters' };
    return [
      ...(tags.length > 16
        ? [
            {
              ...problem,
              at: at,
              message: `the hook has \`${tags.length}\` tags, and up to 16 are supported`,
              repair: 'keep the 16 that reports need',
            },
          ]
        : []),
      ...tags.flatMap((tag, index) =>
        tag.length < 2 || tag.length > 128
          ? [
              {
                ...problem,
                at: [...at, index],
                message: `the tag \`${tag.slice(0, 40)}\` has \`${tag.length}\` characters`,
                repair: 'shorten or lengthen the tag',
              },
            ]
          : [],
      ),
    ];
  }),
};
