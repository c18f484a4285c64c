import { onHooks, type TracingRule, when } from '../rule';

export const messageLength: TracingRule = {
  code: 'message-length',
  severity: 'warning',
  title: 'A message of one character, or of more than 256',
  why: 'One character is rejected. What is longer than 256 characters is cut off, with a warning in the log of the agent.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      message: x # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      message: a process connects
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/message.go',
  find: onHooks(({ path, value }) => {
    const length = typeof value.message === 'string' ? value.message.length : 0;
    return when(length === 1 || length > 256, {
      at: [...path, 'message'],
      message:
        length === 1
          ? 'the agent rejects a message of one character'
          : `the message is cut off: it has \`${length}\` characters`,
      allowed: '2 to 256 characters',
      repair: 'write one sentence',
    });
  }),
};
