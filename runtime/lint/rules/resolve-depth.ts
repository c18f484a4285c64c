import { text } from '../../node';
import { error, onHooks } from '../rule';

export const resolveDepth = error(
  'resolve-depth',
  onHooks(({ args, data }) =>
    [...args, ...data].flatMap(({ path, value }) => {
      const steps = text(value.resolve).split(/[.[]/).length;
      return steps <= 10
        ? []
        : [
            {
              path: [...path, 'resolve'],
              message: `\`${value.resolve}\` takes \`${steps}\` steps`,
              allowed: 'up to 10, each pointer counting as one',
              repair: 'start from an argument that is nearer',
            },
          ];
    }),
  ),
);
