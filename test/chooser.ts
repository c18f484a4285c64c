import fc from 'fast-check';

/** Random choices, out of which a property test makes its inputs; the smaller ones come first when it shrinks them. */
export interface Chooser {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  chance(share: number): boolean;
}

export function chooserOf(generate: fc.GeneratorValue): Chooser {
  const below = (limit: number) => generate(fc.nat, { max: limit - 1 });
  return { below, pick: items => items[below(items.length)]!, chance: share => below(1000) >= 1000 * (1 - share) };
}
