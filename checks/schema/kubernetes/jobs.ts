import { field, listOf, textOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { podMetadataViolations } from '../metadata';
import { cronViolations } from './cron';
import { templateViolations } from './pods';
import { choice, each, isGiven, missing, notNegative, selectsTemplate, spec, wrong } from './shared';

export const jobViolations = (object: unknown): Violation[] => jobSpecViolations(field(object, 'spec'), spec);

const untilNow = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];

function jobSpecViolations(job: unknown, at: readonly Step[]): Violation[] {
  const isIndexed = field(job, 'completionMode') === 'Indexed';
  const perIndex = ['backoffLimitPerIndex', 'maxFailedIndexes'];
  const isManual = field(job, 'manualSelector') === true;
  return [
    ...notNegative(job, at, ...untilNow, ...perIndex),
    ...templateViolations(field(job, 'template'), [...at, 'template'], ['OnFailure', 'Never']),
    ...choice(field(job, 'completionMode'), [...at, 'completionMode'], 'NonIndexed', 'Indexed'),
    ...(isIndexed && !isGiven(field(job, 'completions')) ? [missing(at, 'completions')] : []),
    ...(isIndexed
      ? []
      : perIndex.flatMap(key =>
          isGiven(field(job, key))
            ? [wrong([...at, key], `\`${key}\` works with \`completionMode: Indexed\` only`)]
            : [],
        )),
    ...(isManual ? selectsTemplate(job, at) : []),
    ...each(field(job, 'podFailurePolicy'), [...at, 'podFailurePolicy'], 'rules', (rule, place) =>
      failureRuleViolations(rule, place, field(job, 'template', 'spec')),
    ),
    ...(field(job, 'podFailurePolicy') !== undefined && field(job, 'template', 'spec', 'restartPolicy') !== 'Never'
      ? [
          refused(
            textOf(job, 'template', 'spec', 'restartPolicy') ?? '',
            [...at, 'template', 'spec', 'restartPolicy'],
            '`Never`, as there is a `podFailurePolicy`',
          ),
        ]
      : []),
  ];
}

function failureRuleViolations(rule: unknown, at: readonly Step[], pod: unknown): Violation[] {
  const [codes, conditions] = [field(rule, 'onExitCodes'), listOf(rule, 'onPodConditions')];
  const isGivenOnce = isGiven(codes) !== conditions.length > 0;
  const name = textOf(codes, 'containerName');
  const names = [...listOf(pod, 'containers'), ...listOf(pod, 'initContainers')].map(each => textOf(each, 'name'));
  const values = listOf(codes, 'values');
  return [
    ...(isGivenOnce ? [] : [wrong(at, 'the rule needs either `onExitCodes` or `onPodConditions`')]),
    ...(name === undefined || names.includes(name)
      ? []
      : [refused(name, [...at, 'onExitCodes', 'containerName'], 'the name of a container of the pod')]),
    ...(isGiven(codes) && values.length === 0 ? [missing([...at, 'onExitCodes'], 'values')] : []),
    ...(field(codes, 'operator') === 'In' && values.includes(0)
      ? [wrong([...at, 'onExitCodes', 'values'], 'exit code 0 means success, so `In` cannot list it')]
      : []),
    ...conditions.flatMap((condition, index) =>
      isLabelKey(textOf(condition, 'type') ?? '')
        ? []
        : [
            refused(
              textOf(condition, 'type') ?? '',
              [...at, 'onPodConditions', index, 'type'],
              'the type of a condition',
            ),
          ],
    ),
  ];
}

export function cronJobViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  return [
    ...cronViolations(field(value, 'schedule'), [...spec, 'schedule']),
    ...timeZoneViolations(field(value, 'timeZone'), [...spec, 'timeZone']),
    ...choice(field(value, 'concurrencyPolicy'), [...spec, 'concurrencyPolicy'], 'Allow', 'Forbid', 'Replace'),
    ...notNegative(value, spec, 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    ...podMetadataViolations(field(value, 'jobTemplate', 'metadata'), [...spec, 'jobTemplate', 'metadata']),
    ...jobSpecViolations(field(value, 'jobTemplate', 'spec'), [...spec, 'jobTemplate', 'spec']),
  ];
}

function timeZoneViolations(zone: unknown, at: readonly Step[]): Violation[] {
  if (typeof zone !== 'string') return [];
  // The database has files, whose names are in this case; `Intl` takes any.
  const isKnown = /^(?:[A-Z][a-z]+|US|[^/]+$)/.test(zone) && zone.toLowerCase() !== 'local' && isTimeZone(zone);
  return isKnown ? [] : [refused(zone, at, 'a name of the time zone database, such as `Europe/Berlin`')];
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
