import { allAllowed, doubtOfCases } from './connectivity';
import type { EndpointCase } from './endpoints';
import type { Settings } from './input';
import { intersectRanges, mergeCases, type OpenRange } from './ranges';
import { carriedRanges, rangesUnder } from './under-settings';

export const nothing = 0;
export const everything = 1;

export type Numbers = ReturnType<typeof numberRanges>;

/** Lists of ranges by number, as they are under settings, and what becomes of several together. */
export function numberRanges(settings: Settings) {
  const lists: (readonly OpenRange[])[] = [];
  const byText = new Map<string, number>();
  const intern = (ranges: readonly OpenRange[]): number => {
    const text = JSON.stringify(ranges);
    const number = byText.get(text) ?? lists.push(ranges) - 1;
    byText.set(text, number);
    return number;
  };
  intern([]);
  intern(carriedRanges(allAllowed, settings));
  const intersections: Map<number, number>[] = [];
  return {
    numberOf: (ranges: readonly OpenRange[]) => intern(rangesUnder(ranges, settings)),
    rangesOf: (number: number) => lists[number]!,
    intersect: (a: number, b: number): number => {
      if (a === b || b === everything || a === nothing) return a;
      if (a === everything || b === nothing) return b;
      const row = intersections[a] ?? new Map<number, number>();
      intersections[a] = row;
      const known = row.get(b);
      if (known !== undefined) return known;
      const number = intern(intersectRanges(lists[a]!, lists[b]!));
      row.set(b, number);
      return number;
    },
    /** One number where all cases have it. */
    merge: (numbers: readonly number[], ends: readonly EndpointCase[]): number => {
      const [first = nothing] = numbers;
      if (numbers.every(number => number === first)) return first;
      return intern(
        mergeCases(
          numbers.map(number => lists[number]!),
          doubtOfCases(ends),
        ),
      );
    },
  };
}
