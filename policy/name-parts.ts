import { type NameToken, nameCharacter, nameTokens } from './fqdn';

/** Names that the same patterns mean. */
export interface NamePart {
  /** One of the shortest. */
  readonly example: string;
  /** Which patterns mean them, in order; none: every other name. */
  readonly patterns: readonly number[];
}

/** Beyond it parts that only few names belong to may be missing; each pattern still has one. */
const maxStates = 20_000;

/** Cuts the DNS names by patterns: every combination of patterns that some name meets, found by all patterns at once. */
export function partsOfNames(patterns: readonly string[]): NamePart[] {
  const tokens = patterns.map(nameTokens);
  const parts = new Map<string, NamePart>();
  const start: Place[] = tokens.flatMap((_, pattern) => open({ pattern, token: 0, stage: 0 }, tokens));
  const queue: { readonly places: readonly Place[]; readonly name: string }[] = [{ places: start, name: '' }];
  const seen = new Set<string>();
  for (let index = 0; index < queue.length && seen.size < maxStates; index++) {
    const { places, name } = queue[index]!;
    const isInLabel = name !== '' && !name.endsWith('.');
    for (const character of [...nextCharacters(places, tokens), ...(isInLabel ? ['.'] : [])]) {
      const next = distinct(places.flatMap(place => step(place, character, tokens)));
      const key = `${character === '.'} ${next.map(({ pattern, token, stage }) => `${pattern}:${token}:${stage}`).join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (character === '.') addPart(parts, name, next, tokens);
      // Beyond the last place nothing but other names follows.
      if (next.length > 0 || character !== '.') queue.push({ places: next, name: `${name}${character}` });
    }
  }
  return [...parts.values()];
}

/** How far a name has come in a pattern; within `labels`: 0 before a label, 1 in it, 2 after its dot. */
interface Place {
  readonly pattern: number;
  readonly token: number;
  readonly stage: 0 | 1 | 2;
}

type Patterns = readonly (readonly NameToken[])[];

function addPart(parts: Map<string, NamePart>, example: string, places: readonly Place[], tokens: Patterns): void {
  const ended = places.filter(({ pattern, token }) => token === tokens[pattern]!.length);
  const patterns = ended.map(({ pattern }) => pattern).sort((a, b) => a - b);
  const key = patterns.join();
  if (!parts.has(key)) parts.set(key, { example, patterns });
}

/** The places that are reached without a character: `*` may stand for nothing. */
function open(place: Place, tokens: Patterns): Place[] {
  const { pattern, token, stage } = place;
  const isPassable = tokens[pattern]![token] === (stage === 2 ? 'labels' : 'within');
  return isPassable ? [place, ...open({ pattern, token: token + 1, stage: 0 }, tokens)] : [place];
}

function step(place: Place, character: string, tokens: Patterns): Place[] {
  const { pattern, token: index, stage } = place;
  const token = tokens[pattern]![index];
  const isDot = character === '.';
  if (token === 'within') return isDot ? [] : open(place, tokens);
  if (token !== 'labels') return token === character ? open({ pattern, token: index + 1, stage: 0 }, tokens) : [];
  if (!isDot) return [{ pattern, token: index, stage: 1 }];
  return stage === 1 ? open({ pattern, token: index, stage: 2 }, tokens) : [];
}

/** The characters that lead somewhere of their own, and one that stands for all others. */
function nextCharacters(places: readonly Place[], tokens: Patterns): string[] {
  const own = new Set(places.flatMap(({ pattern, token }) => tokens[pattern]![token] ?? []).filter(isCharacter));
  const other = [...'xyzabcdefghijklmnopqrstuvw0123456789'].find(character => !own.has(character));
  return [...[...own].sort(), ...(other === undefined ? [] : [other])];
}

const isCharacter = (token: NameToken) => token.length === 1 && nameCharacter.test(token);

const distinct = (places: readonly Place[]): Place[] => [
  ...new Map(places.map(place => [`${place.pattern}:${place.token}:${place.stage}`, place])).values(),
];
