import { error, onFilters, when } from '../rule';

export const unknownArgument = error(
  'unknown-argument',
  onFilters(({ path, from, operator, argument }, _selector, { name }) =>
    when(argument === undefined && operator !== 'CelExpr' && from !== 'matchReturnArgs', {
      path,
      message: `the filter is on an argument that \`${name}\` does not declare`,
      allowed: `an \`index\` of \`${from === 'matchData' ? 'data' : 'args'}\`, or a position by \`args\``,
      repair: 'declare the argument, or correct the index',
    }),
  ),
);
