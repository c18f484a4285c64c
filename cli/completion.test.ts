import { execFileSync } from 'node:child_process';
import { runCommand } from '../test/run-command';
import { commands } from './commands/all';
import { help } from './help';
import { hasColours } from './output';

const script = async (shell: string) => (await runCommand('completion', shell)).out;

test.each([
  [['infraflux', 'ver'], ['verdict']],
  [
    ['infraflux', 'runtime', ''],
    ['lint', 'replay'],
  ],
  [
    ['infraflux', 'matrix', '--format', 'm'],
    ['markdown', 'mermaid'],
  ],
  [['infraflux', 'runtime', 'lint', '--base'], ['--baseline']],
  [
    ['infraflux', 'verdict', '--enforcement', ''],
    ['default', 'always', 'never'],
  ],
  [['infraflux', 'completion', 'z'], ['zsh']],
  [['infraflux', 'lint', 'dist/'], []],
])('bash completes %j', async (words, expected) => {
  const line = words.map(word => `'${word}'`).join(' ');
  const program = `${await script('bash')}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _infraflux; echo "\${COMPREPLY[*]}"`;
  expect(execFileSync('bash', ['-c', program], { encoding: 'utf8' }).trim()).toBe(expected.join(' '));
});

test('every option of every command is completed, and explained in its help', async () => {
  const scripts = [await script('zsh'), await script('fish')] as const;
  for (const command of commands)
    for (const [name, { explanation }] of Object.entries(command.options)) {
      expect(scripts[0]).toContain(`--${name}`);
      expect(scripts[1]).toContain(`-l ${name} `);
      expect(help(command).replaceAll(/\s+/g, ' ')).toContain(`${explanation}`);
    }
  expect((await runCommand('completion', 'tcsh')).code).toBe(64);
});

test.each([
  [{}, true, true],
  [{}, undefined, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ CI: 'true' }, true, false],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, undefined, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
])('with %j and a terminal: %s, colours: %s', (env, isTerminal, expected) => {
  expect(hasColours(env, isTerminal)).toBe(expected);
});
