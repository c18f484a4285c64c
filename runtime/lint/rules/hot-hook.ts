import { note, onHooks, when } from '../rule';

export const hotHook = note(
  'hot-hook',
  onHooks(({ path, name }) =>
    when(/^(security_)?file_permission$/.test(name), {
      path,
      message: `\`${name}\` runs for every read and write, and events were reported lost with it (tetragon#4821)`,
      allowed: 'the LSM hook `file_open`, which runs once for a file',
      repair: 'use `file_open` with the mode as an argument, or watch `tetragon_bpf_missed_events_total`',
    }),
  ),
);
