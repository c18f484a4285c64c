import { UsageError } from './exit-codes';

const verbs: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  lint: async args => (require('./runtime-lint') as typeof import('./runtime-lint')).runtimeLint(args),
  replay: async args => (require('./runtime-replay') as typeof import('./runtime-replay')).runtimeReplay(args),
};

/** Tetragon's policies: what is wrong with them, and what they would have done. */
export async function runtime([verb, ...args]: readonly string[]): Promise<number> {
  const run = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (run === undefined) throw new UsageError(`\`${verb ?? ''}\` is neither \`lint\` nor \`replay\``);
  return run(args);
}
