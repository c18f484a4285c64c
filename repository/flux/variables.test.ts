// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux look like those of JavaScript.
import { hasVariable, substitute, substituteText, unknown } from './variables';

const values: Readonly<Record<string, string | typeof unknown>> = {
  NAME: 'films',
  COUNT: '3',
  FLAG: 'true',
  DOMAIN: 'a.example.org',
  EMPTY: '',
  SECRET: unknown,
};
const lookup = (name: string) => values[name];

test.each([
  ['${NAME}', 'films'],
  ['a-${NAME}-b', 'a-films-b'],
  ['$${NAME}', '${NAME}'],
  ['$NAME', '$NAME'],
  ['${MISSING}', ''],
  ['${MISSING:=5Gi}', '5Gi'],
  ['${MISSING:-${NAME}}', 'films'],
  ['${MISSING:=${SECRET}}', '${MISSING:=${SECRET}}'],
  ['${EMPTY:-x}${EMPTY-y}', 'x'],
  ['${NAME:+set}${MISSING:+set}', 'set'],
  ['${DOMAIN/./-}', 'a-example.org'],
  ['${DOMAIN//./-}', 'a-example-org'],
  ['${NAME^^}${NAME:1:3}', 'FILMSilm'],
  ['${DOMAIN%.org}', 'a.example'],
  ['${SECRET}', '${SECRET}'],
  ['${SECRET:=x}', '${SECRET:=x}'],
  ['${schema.spec.name}', '${schema.spec.name}'],
])('%s becomes %s', (text, expected) => {
  expect(substituteText(text, lookup)).toBe(expected);
});

test('what is written without quotes gets the type that it reads as afterwards', () => {
  expect(
    substitute(
      { replicas: '${COUNT}', flag: '${FLAG}', list: '${X:=[a, b]}', text: 'count: ${COUNT}', '${NAME}': 1 },
      lookup,
    ),
  ).toEqual({ replicas: 3, flag: true, list: ['a', 'b'], text: 'count: 3', films: 1 });
});

test('a text with a variable that nobody knows is not known', () => {
  expect(hasVariable('https://dex.${DOMAIN}')).toBe(true);
  expect(hasVariable('$${DOMAIN} $DOMAIN {DOMAIN}')).toBe(false);
});
