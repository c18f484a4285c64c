import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';

const names = (words: string, first: number) =>
  Object.fromEntries(words.split(' ').map((word, index) => [word, index + first]));

/** Minute, hour, day of the month, month, day of the week (robfig/cron 3.0.1, which Kubernetes reads schedules with). */
const fields = [
  { min: 0, max: 59, names: {} },
  { min: 0, max: 23, names: {} },
  { min: 1, max: 31, names: {} },
  { min: 1, max: 12, names: names('jan feb mar apr may jun jul aug sep oct nov dec', 1) },
  { min: 0, max: 6, names: names('sun mon tue wed thu fri sat', 0) },
] as const;

const descriptors =
  /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every [+]?(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/;

export function cronViolations(schedule: unknown, at: readonly Step[]): Violation[] {
  if (typeof schedule !== 'string') return [];
  const allowed = 'five fields such as `0 3 * * *` (minute, hour, day, month, weekday), or `@daily` and its like';
  if (/TZ/.test(schedule)) return [refused(schedule, at, allowed, 'write the time zone under `timeZone`')];
  if (schedule.startsWith('@')) return descriptors.test(schedule) ? [] : [refused(schedule, at, allowed)];
  const parts = schedule.trim().split(/\s+/);
  const isRight =
    parts.length === 5 && parts.every((part, index) => part.split(',').every(item => isPart(item, fields[index]!)));
  return isRight ? [] : [refused(schedule, at, allowed)];
}

/** `*`, `3`, `1-5`, `MON-FRI`, each with an optional step. */
function isPart(text: string, { min, max, names: known }: (typeof fields)[number]): boolean {
  const [span = '', step, ...rest] = text.split('/');
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (span === '*' || span === '?') return true;
  const ends = span
    .split('-')
    .map(end =>
      /^\d+$/.test(end) ? Number(end) : Object.entries(known).find(([name]) => name === end.toLowerCase())?.[1],
    );
  const [first, last = first, ...others] = ends;
  return (
    others.length === 0 && first !== undefined && last !== undefined && first >= min && last <= max && first <= last
  );
}
