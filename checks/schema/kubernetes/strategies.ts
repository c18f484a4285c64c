import { field } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { range, wrong } from './shared';

export const strategyType = (strategy: unknown, at: readonly Step[], ...types: readonly string[]): Violation[] => {
  const type = field(strategy, 'type');
  return typeof type !== 'string' || type === '' || types.includes(type)
    ? []
    : [refused(type, [...at, 'type'], types.map(quoted).join(', '))];
};

/** How many pods may be missing or too many during an update: one of the two has to be more than none. */
export function surgeViolations(
  update: unknown,
  at: readonly Step[],
  [surge, missing]: readonly [unknown, unknown],
  isExclusive = false,
): Violation[] {
  if (update === undefined || update === null) return [];
  const [more, less] = [field(update, 'maxSurge') ?? surge, field(update, 'maxUnavailable') ?? missing];
  const keys = ['maxSurge', 'maxUnavailable'].flatMap(key => countOrShare(field(update, key), [...at, key]));
  if (keys.length > 0) return keys;
  const tooMany = shareOf(less);
  return [
    ...(isNone(more) && isNone(less)
      ? [
          wrong(at, '`maxSurge` and `maxUnavailable` are both 0, so no pod can be replaced', {
            repair: 'raise one of the two',
          }),
        ]
      : []),
    ...(isExclusive && !isNone(more) && !isNone(less)
      ? [wrong(at, '`maxSurge` and `maxUnavailable` are both more than 0', { repair: 'set one of the two to 0' })]
      : []),
    ...(tooMany !== undefined && tooMany > 100 ? [refused(less, [...at, 'maxUnavailable'], 'at most `100%`')] : []),
  ];
}

const shareOf = (value: unknown) => (typeof value === 'string' ? Number.parseInt(value, 10) : undefined);
const isNone = (value: unknown) => value === 0 || shareOf(value) === 0;

/** A number that is not negative, or a percentage. */
export function countOrShare(value: unknown, at: readonly Step[]): Violation[] {
  if (typeof value === 'string')
    return /^\d+%$/.test(value) ? [] : [refused(value, at, 'a whole number, or a percentage such as `25%`')];
  return range(value, at, 0);
}
