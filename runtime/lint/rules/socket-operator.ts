import { socketOperators, sockets } from '../../argument-types';
import { onFilters, operatorOf, type TracingRule, when } from '../rule';

const onAddress = ['SAddr', 'NotSAddr', 'SPort', 'NotSPort', 'SPortPriv', 'NotSportPriv', 'Family'];

export const socketOperator: TracingRule = {
  code: 'socket-operator',
  severity: 'error',
  title: 'An operator that the type of the socket does not have',
  why: 'A `sockaddr` has one address, which Tetragon calls its source; a `sockaddr_un` has a path. The agent rejects operators on what the type lacks.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: socket_connect
      args: [{ index: 1, type: sockaddr }]
      selectors:
        - matchArgs:
            - index: 1
              operator: DAddr # wrong
              values: [169.254.169.254/32]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: socket_connect
      args: [{ index: 1, type: sockaddr }]
      selectors:
        - matchArgs:
            - index: 1
              operator: SAddr
              values: [169.254.169.254/32]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(filter => {
    const type = filter.argument?.type ?? '';
    const takes =
      type === 'sockaddr_un'
        ? ['Family']
        : type === 'sockaddr'
          ? onAddress
          : sockets.includes(type)
            ? socketOperators
            : [];
    return when(socketOperators.includes(filter.operator) && type !== '' && !takes.includes(filter.operator), {
      at: operatorOf(filter),
      message: `\`${filter.operator}\` is not supported on the type \`${type}\``,
      allowed: takes.length > 0 ? takes.map(name => `\`${name}\``).join(', ') : 'operators on numbers and texts',
      repair:
        type === 'sockaddr' ? 'use `SAddr` and `SPort`, which mean the address itself' : 'choose another operator',
    });
  }),
};
