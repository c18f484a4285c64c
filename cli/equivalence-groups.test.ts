import { equivalenceGroups } from './equivalence-groups';

/** `a>b 80` opens port 80 from a to b; single letters are endpoints. */
const cellOf = (text: string) => {
  const cells = new Map(text.split(', ').map(entry => entry.split(' ') as [string, string]));
  return (from: string, to: string) => (from === to ? undefined : (cells.get(`${from}>${to}`) ?? ''));
};
const group = (ends: string, text: string) => equivalenceGroups([...ends], cellOf(text)).map(each => each.join(''));

test.each([
  ['they reach the same', 'abc', 'a>c 80, b>c 80', ['ab', 'c']],
  ['they are reached by the same', 'abc', 'c>a 80, c>b 80', ['ab', 'c']],
  ['nothing is reached', 'abc', 'x>y 1', ['abc']],
  ['they reach each other alike', 'abc', 'a>b 80, b>a 80', ['ab', 'c']],
  ['not where ports differ', 'abc', 'a>c 80, b>c 81', ['a', 'b', 'c']],
  ['not where one is reached by more', 'abc', 'a>c 80, b>c 80, c>b 1', ['a', 'b', 'c']],
  ['not where one alone reaches the other', 'ab', 'a>b 80', ['a', 'b']],
  ['not where one of three is closer', 'abc', 'a>b 80, b>a 80, a>c 80, c>a 80', ['a', 'bc']],
])('endpoints are one group where %s', (_, ends, text, expected) => {
  expect(group(ends, text)).toEqual(expected);
});
