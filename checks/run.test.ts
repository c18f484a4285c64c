import { readRepository } from '../repository/repository';
import { noFloatingVersions } from './no-floating-versions';
import { runChecks } from './run';

const pod = (name: string, annotation = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${annotation} }\nspec: { containers: [{ name: a, image: a }] }\n`;
const ignored = (text: string) => `, annotations: { infraflux.dev/ignore: ${JSON.stringify(text)} }`;
const run = (...pods: string[]) =>
  runChecks(readRepository(new Map([['pods.yaml', pods.join('---\n')]])), [noFloatingVersions]);

test('an annotation sets aside what its own object has, with the reason', () => {
  const { findings, suppressed } = run(
    pod('a'),
    pod('b', ignored('no-floating-versions: it is: rebuilt daily')),
    pod('c'),
  );
  expect(findings.map(({ line }) => line)).toEqual([4, 14]);
  expect(suppressed).toMatchObject([{ finding: { line: 9 }, reason: 'it is: rebuilt daily' }]);
});

test('an annotation for another check does not', () => {
  expect(run(pod('a', ignored('no-secrets: none here'))).findings).toHaveLength(1);
});

test('whoever gives no reason ignores nothing, and is told', () => {
  const { findings, suppressed } = run(pod('a', ignored('no-floating-versions')));
  expect(findings.map(({ code }) => code)).toEqual(['no-floating-versions', 'ignore-without-reason']);
  expect(suppressed).toEqual([]);
});
