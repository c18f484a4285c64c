import type { Hook } from '../../policy';
import { onSelectors, warning } from '../rule';

/** The arguments of `socket_create(family, type, protocol, kern)`. */
const familyIndex = 0;
const typeIndex = 1;

export const netlinkRaw = warning(
  'netlink-raw',
  onSelectors((selector, { name, section }: Hook) => {
    if (!/^(security_)?socket_create$/.test(name) || !['lsmhooks', 'kprobes'].includes(section)) return [];
    const about = (index: number) => selector.filters.filter(({ argument }) => argument?.index === index);
    if (about(familyIndex).length > 0) return [];
    return about(typeIndex)
      .filter(({ operator, values }) => operator === 'Equal' && values.includes('3'))
      .map(({ path }) => ({
        path,
        message:
          'every netlink socket is of type SOCK_RAW (`3`) too, and every program that resolves a route opens one',
        allowed: 'the type together with a family: `2`, `10` or `17`',
        repair: 'add a filter on argument 0 with the values `2` and `10`',
      }));
  }),
);
