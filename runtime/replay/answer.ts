import { compare } from '../../model/finding';

/** What a question about an event comes to; not known where the event lacks what the kernel would see. */
export type Answer = boolean | Unknown;

export interface Unknown {
  /** Fields of the event that would decide, `process.cap`, each once and sorted. */
  readonly lacks: readonly string[];
}

export const unknown = (...lacks: readonly string[]): Unknown => ({ lacks: [...new Set(lacks)].sort(compare) });

export function isUnknown(answer: Answer): answer is Unknown {
  return typeof answer === 'object';
}

/** Holds where all hold; does not hold as soon as one surely does not. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  const open = answers.filter(isUnknown);
  return open.length === 0 ? true : unknown(...open.flatMap(({ lacks }) => lacks));
}

export function any(answers: readonly Answer[]): Answer {
  return not(all(answers.map(not)));
}

export function not(answer: Answer): Answer {
  return isUnknown(answer) ? answer : !answer;
}
