import { createInterpreter } from './interpreter';
import { parseGo } from './syntax';
import { object, Tuple, type Value } from './values';

const run = (body: string, args: readonly Value[] = []) =>
  createInterpreter(
    [parseGo('a.go', `package a\n\nconst limit = 3\n\nfunc pair() (int, bool) {\n\treturn 4, true\n}\n\n${body}\n`)],
    {
      globals: new Map([['x', object('x', { one: () => 1, two: object('two', { is: () => true }) })]]),
    },
  ).call('f', args);
const result = (expression: string) => run(`func f() any {\n\treturn ${expression}\n}`);

test.each([
  ['x.one() == 1 && x.two.is() == true', true],
  ['false || x.one() + 2*3 == 7', true],
  ['!x.two.is() || !(1 < 2)', false],
  ['1 + 2 - 4 - 1', -2],
  ['len([]int{1, 2}[0:])', undefined],
  ['map[string]int{"a": 1}["a"] + limit', 4],
  ['[]string{"a", "b"}[1] + `c`', 'bc'],
  ['func() int { return -2 }()', -2],
])('%s is %p', (expression, expected) => {
  if (expected === undefined) expect(() => result(expression)).toThrow('(SliceExpr)');
  else expect(result(expression)).toBe(expected);
});

test('statements: loops, branches, several results, and copies of structs', () => {
  expect(
    run(
      `func f(names []string) (count int, last string) {
	before := Box{Size: 1}
	after := before
	after.Size = 5
	for i, name := range names {
		if n, ok := pair(); ok && i >= n {
			break
		} else if name == "skip" {
			continue
		}
		count += before.Size
		last = name
	}
	return
}`,
      [['a', 'skip', 'c', 'd', 'e']],
    ),
  ).toEqual(new Tuple([3, 'd']));
});
