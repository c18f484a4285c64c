import { plain } from '../../model/escape';
import { compare } from '../../model/finding';

export interface Disagreement {
  /** Path in the suite's folder. */
  readonly file: string;
  /** The question: a pair, a flow, or a rule. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** What came of one part of a suite. */
export interface Tally {
  readonly agreed: number;
  readonly disagreements: readonly Disagreement[];
  /** How many expectations cannot be compared, by the reason. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Collects the outcome of a part, question by question. */
export interface Counter {
  check(question: Disagreement): void;
  skip(reason: string, count?: number): void;
  readonly tally: Tally;
}

export function createCounter(): Counter {
  const disagreements: Disagreement[] = [];
  const skipped = new Map<string, number>();
  let agreed = 0;
  return {
    check(question) {
      if (question.expected === question.found) agreed++;
      else disagreements.push(question);
    },
    skip(reason, count = 1) {
      if (count > 0) skipped.set(reason, (skipped.get(reason) ?? 0) + count);
    },
    get tally() {
      return { agreed, disagreements, skipped };
    },
  };
}

/** `connections: 12 compared, 11 agreed, 1 disagreed`, then each disagreement and what was not compared. */
export function formatTally(part: string, { agreed, disagreements, skipped }: Tally): string {
  const compared = agreed + disagreements.length;
  return [
    `${part}: ${compared} compared, ${agreed} agreed, ${disagreements.length} disagreed`,
    ...disagreements.flatMap(({ file, what, expected, found }) => [
      `  ${plain(file)}: ${plain(what)}`,
      `    expected ${plain(expected)}`,
      `    found    ${plain(found)}`,
    ]),
    ...[...skipped]
      .sort(([a], [b]) => compare(a, b))
      .map(([reason, count]) => `  not comparable: ${count}: ${plain(reason)}`),
  ].join('\n');
}
