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
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const edits = [
        rows[row - 1]![column]! + 1,
        current[column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
      ];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) edits.push(rows[row - 2]![column - 2]! + 1);
      current.push(Math.min(...edits));
    }
    rows.push(current);
  }
  return rows[a.length]![b.length]!;
}
