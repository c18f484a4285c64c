import { compare } from '../../model/finding';

/** Whether something holds for an event; unknown where the event does not have what the kernel would see. */
export type Answer = boolean | Unknown;

export interface Unknown {
  /** Fields of the event that would decide, `process.cap`, each once and sorted. */
  readonly missingFields: readonly string[];
}

export const unknown = (...missingFields: readonly string[]): Unknown => ({
  missingFields: [...new Set(missingFields)].sort(compare),
});

export function isUnknown(answer: Answer): answer is Unknown {
  return typeof answer === 'object';
}

/** Holds where all hold; does not hold as soon as one does not, whatever is unknown. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  const open = answers.filter(isUnknown);
  return open.length === 0 ? true : unknown(...open.flatMap(({ missingFields }) => missingFields));
}

export function any(answers: readonly Answer[]): Answer {
  return not(all(answers.map(not)));
}

export function not(answer: Answer): Answer {
  return isUnknown(answer) ? answer : !answer;
}
