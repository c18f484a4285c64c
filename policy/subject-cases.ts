import { groupBy } from '../model/group-by';
import { type CompiledPolicy, compilePolicy, selectingRules } from './compile';
import type { Settings } from './input';
import type { LabelSet } from './labels';
import { describeObject, type PolicyRule } from './rules';
import { areDisjoint, areExhaustive, subsumes } from './subsumption';

/** The policy of an endpoint whose labels are not all known, if some of the rules that might select it do. */
export interface SubjectCase {
  readonly name: string;
  readonly reason: string;
  readonly policy: CompiledPolicy;
}

/** More selectors than these make so many cases that only the extremes are looked at. */
const maxSelectors = 6;

/** Every combination of selectors that labels can satisfy together. */
export function subjectCases(labels: LabelSet, rules: readonly PolicyRule[], settings: Settings): SubjectCase[] {
  const reason = labels.unlisted?.reason ?? '';
  const selecting = selectingRules(labels, rules);
  const certain = selecting.filter(({ subject }) => subject.doubt(labels) === undefined);
  const groups = [
    ...groupBy(
      selecting.filter(rule => !certain.includes(rule)),
      ({ subject }) => subject.key,
    ).values(),
  ];
  return combinations(groups).map(chosen => {
    const policies = [...new Set(chosen.flat().map(({ ref }) => `\`${describeObject(ref.manifest.object)}\``))];
    const taken = new Set([...certain, ...chosen.flat()]);
    return {
      name: policies.length === 0 ? 'selected by none of them' : `selected by ${policies.join(', ')}`,
      reason,
      policy: compilePolicy(
        labels,
        selecting.filter(rule => taken.has(rule)),
        settings,
      ),
    };
  });
}

type Group = readonly PolicyRule[];

function combinations(groups: readonly Group[]): Group[][] {
  if (groups.length > maxSelectors) return [[], [...groups], ...groups.map(group => [group])];
  return Array.from({ length: 2 ** groups.length }, (_, bits) =>
    groups.filter((_, index) => bits & (1 << index)),
  ).filter(chosen => isPossible(chosen, groups));
}

/** No two that are chosen exclude each other; what includes one of them is chosen too, and one of two that are exhaustive. */
function isPossible(chosen: readonly Group[], groups: readonly Group[]): boolean {
  const terms = (group: Group) => group[0]?.subject.terms ?? { labels: {}, expressions: [] };
  return groups.every((one, index) =>
    groups.slice(index + 1).every(other => {
      const [hasOne, hasOther] = [chosen.includes(one), chosen.includes(other)];
      if (hasOne && hasOther) return !areDisjoint(terms(one), terms(other));
      if (hasOne) return !subsumes(terms(other), terms(one));
      return hasOther ? !subsumes(terms(one), terms(other)) : !areExhaustive(terms(one), terms(other));
    }),
  );
}
