import { field } from '../model/fields';
import type { HelmRelease } from '../repository/releases';
import { check, type Fault } from './check';
import { ciliumCombinations } from './combinations/cilium';
import type { Combination, GetValue } from './combinations/combination';
import { otherCombinations } from './combinations/others';

const combinations: Readonly<Record<string, readonly Combination[]>> = {
  cilium: ciliumCombinations,
  ...otherCombinations,
};

export const validCombinations = check(
  'valid-combinations',
  'Helm values do not contradict each other',
  ({ clusters }) => clusters.flatMap(({ releases }) => releases.flatMap(faultsOf)),
);

function faultsOf(release: HelmRelease): Fault[] {
  const own = Object.hasOwn(combinations, release.chart) ? combinations[release.chart]! : [];
  // Later values win, as in Helm.
  const get: GetValue = path =>
    release.values.map(({ value }) => field(value, ...path.split('.'))).findLast(value => value !== undefined);
  return own
    .filter(({ holds }) => holds(get))
    .map(({ at, message, repair, severity = 'error' }) => {
      const values = release.values.findLast(({ value }) => field(value, ...at) !== undefined) ?? release.values.at(-1);
      return {
        in: values?.in ?? release.in,
        at: values === undefined ? release.at : [...values.at, ...at],
        severity,
        message,
        repair,
      };
    });
}
