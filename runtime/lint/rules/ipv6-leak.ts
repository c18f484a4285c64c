import { onFilters, warning, when } from '../rule';

/** Without an IPv6 block there is no IPv6 map, and an address that is in no map is "not in" it. */
export const ipv6Leak = warning(
  'ipv6-leak',
  onFilters(({ operator, values, path }) =>
    when(['NotDAddr', 'NotSAddr'].includes(operator) && !values.some(value => value.includes(':')), {
      path: [...path, 'values'],
      message: `\`${operator}\` names IPv4 blocks alone, so it matches every IPv6 address`,
      allowed: 'blocks of both families, and those of IPv4 as IPv6 sockets write them',
      repair: 'add `::1/128`, `fc00::/7`, `fe80::/10` and `::ffff:10.0.0.0/104` for each IPv4 block',
    }),
  ),
);
