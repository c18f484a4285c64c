import { onFilters, type TracingRule, when } from '../rule';

export const ipv6Leak: TracingRule = {
  code: 'ipv6-leak',
  severity: 'warning',
  title: 'A list of excluded addresses without IPv6',
  why: 'Without an IPv6 block the kernel has no list for that family, and an address that is in no list counts as "not in" it: every IPv6 destination matches. Dual-stack sockets write IPv4 addresses as IPv6, too.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      args: [{ index: 0, type: sock }]
      selectors:
        - matchArgs:
            - index: 0
              operator: NotDAddr
              values: [127.0.0.0/8, 10.0.0.0/8] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      args: [{ index: 0, type: sock }]
      selectors:
        - matchArgs:
            - index: 0
              operator: NotDAddr
              values: [127.0.0.0/8, 10.0.0.0/8, "::1/128", "fc00::/7", "fe80::/10", "::ffff:127.0.0.0/104", "::ffff:10.0.0.0/104"]
`,
  source: 'tetragon 1.7 bpf/process/types/basic.h filter_addr_map',
  find: onFilters(({ operator, values, path }) =>
    when(['NotDAddr', 'NotSAddr'].includes(operator) && !values.some(value => value.includes(':')), {
      at: [...path, 'values'],
      message: `\`${operator}\` lists only IPv4 blocks, so it matches every IPv6 address`,
      allowed: 'blocks of both families, and those of IPv4 as IPv6 sockets write them',
      repair: 'add `::1/128`, `fc00::/7`, `fe80::/10` and `::ffff:10.0.0.0/104` for each IPv4 block',
    }),
  ),
};
