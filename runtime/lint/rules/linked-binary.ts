import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

/** `/bin` and `/sbin` lead to `/usr` on most images. */
const merged = /^\/s?bin\//;
/** Names that lead to the program that was chosen for them. */
const alternative = /\/(sh|awk|vi|nc|java|python3?)$/;

export const linkedBinary: TracingRule = {
  code: 'linked-binary',
  severity: 'note',
  title: 'A path that is often a symbolic link',
  why: 'The kernel compares the path that a link leads to. On most images `/bin` leads to `/usr/bin`, and `sh` to the shell that was chosen, so the path as written never matches.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - matchBinaries:
            - operator: In
              values: [/bin/bash, /usr/bin/dash] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - matchBinaries:
            - operator: In
              values: [/bin/bash, /usr/bin/bash, /usr/bin/dash]
`,
  source: 'tetragon#3582',
  find: onSelectors(selector =>
    children(selector, 'matchBinaries').flatMap(({ path, value }) => {
      const values = texts(value.values);
      const linked = values.filter(
        binary =>
          (merged.test(binary) && !values.includes(`/usr${binary}`)) ||
          (alternative.test(binary) && values.every(other => alternative.test(other))),
      );
      if (linked.length === 0 || !['In', 'NotIn'].includes(String(value.operator))) return [];
      return [
        {
          at: [...path, 'values'],
          message: `${linked.map(binary => `\`${binary}\``).join(', ')} may be a link, and the kernel compares the path of its target`,
          allowed: 'real paths, such as `/usr/bin/dash` and `/bin/busybox`',
          repair: 'add the paths that the links lead to',
        },
      ];
    }),
  ),
};
