import type { Hook } from '../../policy';
import { onSelectors, type TracingRule } from '../rule';

/** The arguments of `socket_create(family, type, protocol, kern)`. */
const familyIndex = 0;
const typeIndex = 1;

export const netlinkRaw: TracingRule = {
  code: 'netlink-raw',
  severity: 'warning',
  title: 'Raw sockets without their family',
  why: 'Every netlink socket has the type `SOCK_RAW` (`3`) as well, and every program that looks up a route opens one.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: socket_create
      args: [{ index: 1, type: int }]
      selectors:
        - matchArgs:
            - { index: 1, operator: Equal, values: ["3"] } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: socket_create
      args: [{ index: 0, type: int, label: family }, { index: 1, type: int, label: type }]
      selectors:
        - matchArgs:
            - { index: 0, operator: Equal, values: ["2", "10"] }
            - { index: 1, operator: Equal, values: ["3"] }
`,
  source: 'linux 6.12 net/netlink/af_netlink.c',
  find: onSelectors((selector, { name, section }: Hook) => {
    if (!/^(security_)?socket_create$/.test(name) || !['lsmhooks', 'kprobes'].includes(section)) return [];
    const about = (index: number) => selector.filters.filter(({ argument }) => argument?.index === index);
    if (about(familyIndex).length > 0) return [];
    return about(typeIndex)
      .filter(({ operator, values }) => operator === 'Equal' && values.includes('3'))
      .map(({ path }) => ({
        at: path,
        message:
          'every netlink socket is of type SOCK_RAW (`3`) too, and every program that resolves a route opens one',
        allowed: 'the type together with a family: `2`, `10` or `17`',
        repair: 'add a filter on argument 0 with the values `2` and `10`',
      }));
  }),
};
