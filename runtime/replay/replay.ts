import { compare } from '../../model/finding';
import { type Mode, modeOf } from '../enforcement';
import type { RuntimeEvent } from '../event';
import type { Policy } from '../policy';
import { readRecording } from '../recording';
import { isUnknown } from './answer';
import { execDetections } from './exec-detections';
import { type KnownPlatform, ownerOf } from './known-processes';
import { podOf } from './scope';
import { type Tally, tallyOf } from './tally';
import { judge, type Response } from './verdict';

/** How one policy would have answered one workload's binary. */
export interface PolicyAnswer {
  readonly policy: string;
  /** `shop/web`, `host`, or `others` where there were too many to keep apart. */
  readonly workload: string;
  readonly binary: string;
  readonly response: Response | 'undecidable';
  /** Part of the platform that the process is, where enforcing would or could stop it. */
  readonly stops?: string;
  /** Fields that would decide. */
  readonly missingFields: readonly string[];
}

export interface ReplayReport {
  readonly events: number;
  /** Lines that are not valid JSON, a torn last line among them. */
  readonly invalidLines: number;
  /** Lines of valid JSON that are not events of Tetragon. */
  readonly foreignLines: number;
  readonly policies: readonly { readonly name: string; readonly mode: Mode }[];
  /** By policy, most events first. */
  readonly answers: readonly (PolicyAnswer & { readonly events: number })[];
}

/** Distinct answers that are kept apart: what bounds the memory. */
const most = 20_000;

/** Judges a recording, line by line, as if every policy enforced. `platform` is what enforcing must not stop. */
export async function replay(
  lines: AsyncIterable<string> | Iterable<string>,
  policies: readonly Policy[],
  platform: KnownPlatform,
): Promise<ReplayReport> {
  const tally = tallyOf<PolicyAnswer>(most);
  let events = 0;
  let invalidLines = 0;
  let foreignLines = 0;
  for await (const event of readRecording(lines)) {
    if (event === 'invalid') invalidLines++;
    else if (event === 'foreign') foreignLines++;
    else events++;
    if (typeof event === 'object') addTo(tally, event, policies, platform);
  }
  return {
    events,
    invalidLines,
    foreignLines,
    policies: policies.map(policy => ({ name: policy.name, mode: modeOf(policy) })),
    answers: tally
      .counts()
      .map(({ value, events }) => ({ ...value, events }))
      .sort(byWeight),
  };
}

/** Whether enforcing would stop part of the platform, as far as the recording shows. */
export function wouldStopPlatform({ answers }: ReplayReport): boolean {
  return answers.some(({ stops, response }) => stops !== undefined && response !== 'undecidable');
}

/** Whether the recording leaves open what a policy would do about some event. */
export function isUndecided({ answers }: ReplayReport): boolean {
  return answers.some(({ response }) => response === 'undecidable');
}

function addTo(
  tally: Tally<PolicyAnswer>,
  event: RuntimeEvent,
  policies: readonly Policy[],
  platform: KnownPlatform,
): void {
  const who = { workload: workloadOf(event), binary: String(event.process.binary ?? '') };
  const answers = [...executions(event), ...policies.flatMap(policy => answersOf(policy, event, platform))];
  for (const answer of answers) tally.add({ ...answer, ...who }, { ...answer, workload: 'others', binary: '' });
}

type Nameless = Omit<PolicyAnswer, 'workload' | 'binary'>;

function answersOf(policy: Policy, event: RuntimeEvent, platform: KnownPlatform): Nameless[] {
  const verdict = judge(policy, event);
  if (verdict === undefined || verdict.responses.join() === 'none') return [];
  const [first, ...others] = verdict.responses;
  const stopping = verdict.responses.some(response => response === 'refuse' || response === 'kill');
  const owner = stopping ? ownerOf(event.process, platform) : undefined;
  return [
    {
      policy: policy.name,
      response: others.length === 0 && first !== undefined ? first : 'undecidable',
      missingFields: verdict.missingFields,
      ...(owner !== undefined && { stops: owner }),
    },
  ];
}

/** What Tetragon's own record of an execution shows. */
function executions(event: RuntimeEvent): Nameless[] {
  if (event.hook !== undefined) return [];
  return execDetections.flatMap(({ policy, holds }) => {
    const answer = holds(event);
    if (answer === false) return [];
    const missingFields = isUnknown(answer) ? answer.missingFields : [];
    return [{ policy: `${policy} (executions)`, response: answer === true ? 'report' : 'undecidable', missingFields }];
  });
}

function workloadOf(event: RuntimeEvent): string {
  const pod = podOf(event);
  if (pod === 'host' || pod === 'lost') return pod === 'host' ? 'host' : 'unknown pod';
  return `${pod.namespace}/${pod.workload ?? pod.name}`;
}

function byWeight(a: ReplayReport['answers'][number], b: ReplayReport['answers'][number]): number {
  return (
    compare(a.policy, b.policy) ||
    b.events - a.events ||
    compare(a.workload, b.workload) ||
    compare(a.binary, b.binary) ||
    compare(a.response, b.response)
  );
}
