import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { command, quote, script, sh } from './shell';

const printed = (text: string) =>
  spawnSync('/bin/bash', ['--norc', '-c', `printf '%s' ${text}`], { encoding: 'utf8', env: {} }).stdout;

test.each(['main', 'v1.13.9', 'https://git.example.net/o/r.git', 'infraflux.dev/bgp=true', '@dist/x/y.yaml'])(
  '%s stays as it is',
  value => {
    expect(quote(value)).toBe(value);
  },
);

test.each([
  '',
  'two words',
  "it's",
  'a;b',
  '$(id)',
  '`id`',
  '~',
  '*',
  '!!',
  '#x',
  '{a,b}',
  'new\nline',
  '\x1b[31mred',
  "both\n'quote' \\",
  'right\u202eleft',
])('bash reads %j as one word', value => {
  expect(printed(quote(value))).toBe(value);
});

test('bash reads any value back as it was, even next to other text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), value => {
      fc.pre(!value.includes('\0'));
      expect(printed(sh`--from-literal=url=${value}.git`.text)).toBe(`--from-literal=url=${value}.git`);
    }),
    { numRuns: 200 },
  );
});

test('what a terminal would act on is not in the text', () => {
  expect(quote('\x1b]0;title\x07\r\u009b31m')).toMatch(/^[\x20-\x7e]+$/);
});

test('lists are one word for each value, and commands stay as they are', () => {
  expect(sh`kubectl get ${['a', 'b c']} ${sh`| head`}`.text).toBe("kubectl get a 'b c' | head");
  expect(script(sh`a`, false, undefined, command(sh`b`, sh`--c ${'d e'}`, false)).text).toBe("a\nb \\\n  --c 'd e'");
});
