import { knownPlatform } from '../graph/known-platform';
import { formatJson, plain } from '../model/escape';
import { count } from '../model/plural';
import { isTracingPolicy, readPolicy } from '../runtime/read-policy';
import { isUndecided, type ReplayReport, replay, wouldStopPlatform } from '../runtime/replay/replay';
import { alignColumns } from './columns';
import type { ReplayInput } from './commands/runtime';
import { eventLines } from './event-lines';
import { EXIT, UsageError } from './exit-codes';
import { defaultDirectory, loadSource } from './manifests';
import { print } from './output';
import { printReading } from './reading';

/**
 * Prints what the policies of a folder would have done about recorded events; exit 2 where enforcing stops the platform,
 * 3 where the recording leaves something open.
 */
export async function runtimeReplay({ values, positionals: [place = '-'] }: ReplayInput): Promise<number> {
  const directory = values.dir ?? defaultDirectory();
  const source = loadSource(directory);
  const policies = source.manifests.filter(({ object }) => isTracingPolicy(object)).map(readPolicy);
  if (policies.length === 0) throw new UsageError(`\`${directory}\` has no TracingPolicy`);
  printReading(source.texts.size, source.manifests);
  const report = await replay(eventLines(place), policies, knownPlatform);
  if (report.events === 0) throw new UsageError(`\`${place}\` holds no events of Tetragon in JSON`);
  print(values.format === 'json' ? formatJson(report) : render(report));
  if (wouldStopPlatform(report)) return EXIT.denied;
  return isUndecided(report) ? EXIT.findings : EXIT.ok;
}

function render({ events, invalidLines, foreignLines, policies, answers }: ReplayReport): string {
  const modes = new Map(policies.map(({ name, mode }) => [name, mode]));
  const silent = policies.filter(({ name }) => !answers.some(({ policy }) => policy === name)).length;
  const rows = answers.map(({ policy, response, workload, binary, events, stops, missingFields }) =>
    [
      policy,
      modes.get(policy) ?? '',
      `${events}`,
      response === 'undecidable' ? `undecidable: no ${missingFields.join(', ')}` : verbs[response],
      workload,
      binary,
      stops === undefined ? '' : `${response === 'undecidable' ? 'may stop' : 'stops'} ${stops}`,
    ].map(plain),
  );
  const parts = [
    `${count(events, 'event')}, ${count(policies.length, 'policy', 'policies')}, ${silent} without an answer`,
    ...(invalidLines > 0 ? [`${count(invalidLines, 'line is', 'lines are')} not valid JSON`] : []),
    ...(foreignLines > 0 ? [`${count(foreignLines, 'line is', 'lines are')} not a Tetragon event`] : []),
    ...(rows.length > 0 ? ['', ...alignColumns([header, ...rows]).map(row => row.join('  ').trimEnd())] : []),
    '',
    'The replay ignores rate limits. A recording has only what a policy reported: record in monitor mode first.',
  ];
  return parts.join('\n');
}

const header = ['policy', 'mode', 'events', 'enforcing would', 'workload', 'binary', ''];
const verbs = { none: '', silent: 'match silently', report: 'report', refuse: 'refuse', kill: 'kill' } as const;
