import { type Command, defineCommand } from '../command';
import { diffCommand } from './diff';
import { checkCommand, lintCommand, runtimeLintCommand } from './findings';
import { connectionsCommand, matrixCommand } from './listings';
import { complianceCommand, replayCommand } from './runtime';
import { upstreamAddCommand } from './upstream';
import { verdictCommand } from './verdict';

const completionCommand = defineCommand({
  name: 'completion',
  summary: 'print a script that completes command lines in a shell',
  description: 'The script completes `infraflux`, as installed by npm.',
  positionals: [{ name: 'SHELL', explanation: '`bash`, `zsh` or `fish`' }],
  options: {},
  exits: { 0: 'done' },
  examples: [
    { line: 'completion bash > /etc/bash_completion.d/infraflux', does: 'for every user of bash' },
    { line: 'completion fish > ~/.config/fish/completions/infraflux.fish', does: 'for fish' },
  ],
  run: async input => (require('../completion') as typeof import('../completion')).completion(input, commands),
});

/** In the order of the overview. */
export const commands: readonly Command[] = [
  verdictCommand,
  matrixCommand,
  connectionsCommand,
  diffCommand,
  checkCommand,
  lintCommand,
  runtimeLintCommand,
  replayCommand,
  complianceCommand,
  upstreamAddCommand,
  completionCommand,
];
