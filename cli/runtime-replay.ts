import { parseArgs } from 'node:util';
import { knownPlatform } from '../graph/known-platform';
import { count } from '../model/plural';
import { isTracingPolicy, readPolicy } from '../runtime/read-policy';
import { type ReplayReport, replay, wouldStopPlatform } from '../runtime/replay/replay';
import { eventLines } from './event-lines';
import { EXIT, UsageError } from './exit-codes';
import { defaultDirectory, loadSource } from './manifests';

/** Says what the policies of a folder would have done about recorded events; exit 2 where enforcing stops the platform. */
export async function runtimeReplay(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { dir: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [place, ...rest] = positionals;
  if (place === undefined || rest.length > 0) throw new UsageError('one recording is needed');
  const directory = values.dir ?? defaultDirectory();
  const policies = loadSource(directory)
    .manifests.filter(({ object }) => isTracingPolicy(object))
    .map(readPolicy);
  if (policies.length === 0) throw new UsageError(`\`${directory}\` has no TracingPolicy`);
  const report = await replay(eventLines(place), policies, knownPlatform);
  console.log(values.json ? JSON.stringify(report, null, 2) : render(report));
  return wouldStopPlatform(report) ? EXIT.denied : EXIT.ok;
}

function render({ events, invalidLines, policies, answers }: ReplayReport): string {
  const modes = new Map(policies.map(({ name, mode }) => [name, mode]));
  const silent = policies.filter(({ name }) => !answers.some(({ policy }) => policy === name)).length;
  const rows = answers.map(({ policy, response, workload, binary, events, stops, lacks }) => [
    policy,
    modes.get(policy) ?? '',
    `${events}`,
    response === 'undecidable' ? `undecidable: no ${lacks.join(', ')}` : verbs[response],
    workload,
    binary,
    stops === undefined ? '' : `${response === 'undecidable' ? 'may stop' : 'stops'} ${stops}`,
  ]);
  const parts = [
    `${count(events, 'event')}, ${count(policies.length, 'policy', 'policies')}, ${silent} without an answer`,
    ...(invalidLines > 0 ? [`${count(invalidLines, 'line is', 'lines are')} not valid JSON`] : []),
    ...(rows.length > 0 ? ['', ...columns([header, ...rows])] : []),
    '',
    'Rate limits are not counted, and what no policy reported is not in a recording: record in monitor mode first.',
  ];
  return parts.join('\n');
}

const header = ['policy', 'mode', 'events', 'enforcing would', 'workload', 'binary', ''];
const verbs = { none: '', silent: 'match silently', report: 'report', refuse: 'refuse', kill: 'kill' } as const;

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
