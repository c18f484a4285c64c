/** The exit codes of every command. */
export const EXIT = {
  /** Clean, or allowed. */
  ok: 0,
  /** The program failed. */
  failed: 1,
  denied: 2,
  findings: 3,
  usage: 64,
} as const;

/** The command line is wrong: exit 64, with the command's usage. */
export class UsageError extends Error {}
