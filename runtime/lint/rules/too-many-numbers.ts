import { capabilities, numbers } from '../../argument-types';
import { error, onFilters, when } from '../rule';

const unlimited = ['InMap', 'NotInMap', 'CapabilitiesGained'];

export const tooManyNumbers = error(
  'too-many-numbers',
  onFilters(({ path, operator, values, argument }) =>
    when(
      values.length > 4 &&
        [...numbers, ...capabilities].includes(argument?.type ?? '') &&
        !unlimited.includes(operator),
      {
        path: [...path, 'values'],
        message: `\`${operator}\` has \`${values.length}\` numbers, and no more than 4 are supported`,
        allowed: 'up to 4, any count with `InMap` and `NotInMap`',
        repair: `write \`${operator.startsWith('Not') ? 'NotInMap' : 'InMap'}\``,
      },
    ),
  ),
);
