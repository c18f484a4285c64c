import { listOf, object, textOf, type Value } from './values';

/** `%s`, `%d`, `%v` and `%q`. */
const format: Value = ([pattern, ...values]: readonly Value[]) => {
  let next = 0;
  return textOf(pattern).replace(/%[sdvq]/g, () => `${values[next++]}`);
};

/** What tables of tests use of the standard library. */
export const standardLibrary: readonly (readonly [string, Value])[] = [
  ['fmt', object('package fmt', { Sprintf: format, Errorf: format })],
  ['errors', object('package errors', { New: ([text]) => text ?? null })],
  [
    'strings',
    object('package strings', {
      TrimSuffix: ([text, end]) =>
        textOf(text).endsWith(textOf(end)) ? textOf(text).slice(0, -textOf(end).length) : textOf(text),
      Contains: ([text, part]) => textOf(text).includes(textOf(part)),
      Split: ([text, by]) => textOf(text).split(textOf(by)),
      Join: ([list, by]) => listOf(list).join(textOf(by)),
    }),
  ],
];
