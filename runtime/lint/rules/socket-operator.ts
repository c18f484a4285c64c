import { socketOperators, sockets } from '../../argument-types';
import { error, onFilters, operatorOf, when } from '../rule';

const onAddress = ['SAddr', 'NotSAddr', 'SPort', 'NotSPort', 'SPortPriv', 'NotSportPriv', 'Family'];

/** A `sockaddr` has one address, which Tetragon calls its source; a `sockaddr_un` has a path. */
export const socketOperator = error(
  'socket-operator',
  onFilters(filter => {
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
      path: operatorOf(filter),
      message: `\`${filter.operator}\` is refused on the type \`${type}\``,
      allowed: takes.length > 0 ? takes.map(name => `\`${name}\``).join(', ') : 'operators on numbers and texts',
      repair:
        type === 'sockaddr' ? 'use `SAddr` and `SPort`, which mean the address itself' : 'choose another operator',
    });
  }),
);
