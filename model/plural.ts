/** `1 line`, `2 lines`, `0 policies` with an irregular plural given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
