/** The candidate that `word` is most likely a slip of: case and `-` do not count, else two edits in a longer word. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = normalize(word);
  const [best] = candidates
    .map(candidate => ({ candidate, edits: distance(wanted, normalize(candidate)) }))
    .filter(({ edits }) => edits <= Math.min(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return best?.candidate;
}

const normalize = (word: string): string => word.toLowerCase().replaceAll(/[-_]/g, '');

/** Levenshtein distance, a neighbouring swap counting as one edit. */
export function distance(a: string, b: string): number {
  let twoAbove: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    const at = (cells: readonly number[], column: number) => cells[column] ?? Number.POSITIVE_INFINITY;
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(above, column) + 1,
          at(current, column - 1) + 1,
          at(above, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(twoAbove, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [twoAbove, above] = [above, current];
  }
  return above[b.length] ?? 0;
}
