import { field, listOf, recordOf, textOf } from '../../../model/fields';
import { type Misfit, quoted, refused } from '../../../model/structure/misfit';
import type { Step } from '../../../model/yaml';
import { podMetadataMisfits } from '../metadata';
import { claimNames } from './containers';
import { cronMisfits } from './cron';
import { podMisfits, templateMisfits } from './pods';
import { choice, each, isGiven, missing, notNegative, range, selectorMisfits, selectsTemplate, wrong } from './shared';
import { claimMisfits } from './storage';

const spec = ['spec'];

/** What all that keep pods running have in common. */
function controllerMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  return [
    ...notNegative(value, spec, 'replicas', 'minReadySeconds', 'revisionHistoryLimit'),
    ...selectorMisfits(field(value, 'selector'), [...spec, 'selector']),
    ...selectsTemplate(value, spec),
  ];
}

const template = (object: unknown, ...policies: readonly string[]) =>
  templateMisfits(field(object, 'spec', 'template'), ['spec', 'template'], policies);

export function deploymentMisfits(object: unknown): Misfit[] {
  const strategy = field(object, 'spec', 'strategy');
  const at = ['spec', 'strategy'];
  const [ready, deadline] = [
    field(object, 'spec', 'minReadySeconds') ?? 0,
    field(object, 'spec', 'progressDeadlineSeconds') ?? 600,
  ];
  return [
    ...controllerMisfits(object),
    ...template(object, 'Always'),
    ...strategyType(strategy, at, 'RollingUpdate', 'Recreate'),
    ...(field(strategy, 'type') === 'Recreate' && field(strategy, 'rollingUpdate') !== undefined
      ? [
          wrong([...at, 'rollingUpdate'], '`rollingUpdate` contradicts `type: Recreate`', {
            repair: 'remove `rollingUpdate`',
          }),
        ]
      : []),
    ...surgeMisfits(field(strategy, 'rollingUpdate'), [...at, 'rollingUpdate'], ['25%', '25%']),
    ...notNegative(field(object, 'spec'), spec, 'progressDeadlineSeconds'),
    ...(typeof deadline === 'number' && typeof ready === 'number' && deadline <= ready
      ? [refused(deadline, [...spec, 'progressDeadlineSeconds'], `more than \`minReadySeconds\`, which is ${ready}`)]
      : []),
  ];
}

export function daemonSetMisfits(object: unknown): Misfit[] {
  const strategy = field(object, 'spec', 'updateStrategy');
  const at = ['spec', 'updateStrategy'];
  return [
    ...controllerMisfits(object),
    ...template(object, 'Always'),
    ...strategyType(strategy, at, 'RollingUpdate', 'OnDelete'),
    ...surgeMisfits(field(strategy, 'rollingUpdate'), [...at, 'rollingUpdate'], [0, 1], true),
  ];
}

export function statefulSetMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  const claims = claimNames(value).map(name => ({ name, emptyDir: {} }));
  const pod = field(value, 'template');
  const written = recordOf(pod, 'spec');
  const isOwn = (volume: unknown) => !claims.some(({ name }) => name === textOf(volume, 'name'));
  const volumes = [...listOf(written, 'volumes').filter(isOwn), ...claims];
  const complete = { ...recordOf(pod), spec: { ...written, volumes } };
  const strategy = field(value, 'updateStrategy');
  const at = ['spec', 'updateStrategy'];
  return [
    ...controllerMisfits(object),
    ...templateMisfits(complete, ['spec', 'template'], ['Always']),
    ...strategyType(strategy, at, 'RollingUpdate', 'OnDelete'),
    ...notNegative(field(strategy, 'rollingUpdate'), [...at, 'rollingUpdate'], 'partition'),
    ...choice(field(value, 'podManagementPolicy'), [...spec, 'podManagementPolicy'], 'OrderedReady', 'Parallel'),
    ...notNegative(field(value, 'ordinals'), [...spec, 'ordinals'], 'start'),
    ...['whenDeleted', 'whenScaled'].flatMap(key =>
      choice(
        field(value, 'persistentVolumeClaimRetentionPolicy', key),
        [...spec, 'persistentVolumeClaimRetentionPolicy', key],
        'Retain',
        'Delete',
      ),
    ),
    ...each(value, spec, 'volumeClaimTemplates', (claim, place) =>
      claimMisfits(field(claim, 'spec'), [...place, 'spec']),
    ),
  ];
}

export const replicaSetMisfits = (object: unknown): Misfit[] => [
  ...controllerMisfits(object),
  ...template(object, 'Always'),
];

/** A ReplicationController's selector is a map, and defaults to the labels of its template. */
export const replicationControllerMisfits = (object: unknown): Misfit[] => [
  ...notNegative(field(object, 'spec'), spec, 'replicas', 'minReadySeconds'),
  ...template(object, 'Always'),
];

export const jobMisfits = (object: unknown): Misfit[] => jobSpecMisfits(field(object, 'spec'), spec);

const untilNow = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];

function jobSpecMisfits(job: unknown, at: readonly Step[]): Misfit[] {
  const isIndexed = field(job, 'completionMode') === 'Indexed';
  const perIndex = ['backoffLimitPerIndex', 'maxFailedIndexes'];
  const isManual = field(job, 'manualSelector') === true;
  return [
    ...notNegative(job, at, ...untilNow, ...perIndex),
    ...templateMisfits(field(job, 'template'), [...at, 'template'], ['OnFailure', 'Never']),
    ...choice(field(job, 'completionMode'), [...at, 'completionMode'], 'NonIndexed', 'Indexed'),
    ...(isIndexed && field(job, 'completions') === undefined ? [missing(at, 'completions')] : []),
    ...(isIndexed
      ? []
      : perIndex.flatMap(key =>
          isGiven(field(job, key))
            ? [wrong([...at, key], `\`${key}\` works with \`completionMode: Indexed\` only`)]
            : [],
        )),
    ...(isManual ? selectsTemplate(job, at) : []),
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

export function cronJobMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  return [
    ...cronMisfits(field(value, 'schedule'), [...spec, 'schedule']),
    ...timeZoneMisfits(field(value, 'timeZone'), [...spec, 'timeZone']),
    ...choice(field(value, 'concurrencyPolicy'), [...spec, 'concurrencyPolicy'], 'Allow', 'Forbid', 'Replace'),
    ...notNegative(value, spec, 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    ...podMetadataMisfits(field(value, 'jobTemplate', 'metadata'), [...spec, 'jobTemplate', 'metadata']),
    ...jobSpecMisfits(field(value, 'jobTemplate', 'spec'), [...spec, 'jobTemplate', 'spec']),
  ];
}

function timeZoneMisfits(zone: unknown, at: readonly Step[]): Misfit[] {
  if (typeof zone !== 'string') return [];
  const isKnown = /^[A-Za-z0-9_+\-/]+$/.test(zone) && zone.toLowerCase() !== 'local' && isTimeZone(zone);
  return isKnown ? [] : [refused(zone, at, 'a name of the time zone database, such as `Europe/Berlin`')];
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

export const podOwnMisfits = (object: unknown): Misfit[] => [
  ...podMisfits(field(object, 'spec'), spec),
  ...choice(field(object, 'spec', 'restartPolicy'), [...spec, 'restartPolicy'], 'Always', 'OnFailure', 'Never'),
];

export const podTemplateMisfits = (object: unknown): Misfit[] =>
  templateMisfits(field(object, 'template'), ['template'], ['Always', 'OnFailure', 'Never']);

const strategyType = (strategy: unknown, at: readonly Step[], ...types: readonly string[]): Misfit[] => {
  const type = field(strategy, 'type');
  return typeof type !== 'string' || type === '' || types.includes(type)
    ? []
    : [refused(type, [...at, 'type'], types.map(quoted).join(', '))];
};

/** How many pods may be missing or too many during an update: one of the two has to be more than none. */
function surgeMisfits(
  update: unknown,
  at: readonly Step[],
  [surge, missing]: readonly [unknown, unknown],
  isExclusive = false,
): Misfit[] {
  if (update === undefined || update === null) return [];
  const [more, less] = [field(update, 'maxSurge') ?? surge, field(update, 'maxUnavailable') ?? missing];
  const keys = ['maxSurge', 'maxUnavailable'].flatMap(key => countOrShare(field(update, key), [...at, key]));
  if (keys.length > 0) return keys;
  const tooMany = shareOf(less);
  return [
    ...(isNone(more) && isNone(less)
      ? [
          wrong(at, '`maxSurge` and `maxUnavailable` are both 0, so no pod can be replaced', {
            repair: 'raise one of the two',
          }),
        ]
      : []),
    ...(isExclusive && !isNone(more) && !isNone(less)
      ? [wrong(at, '`maxSurge` and `maxUnavailable` are both more than 0', { repair: 'set one of the two to 0' })]
      : []),
    ...(tooMany !== undefined && tooMany > 100 ? [refused(less, [...at, 'maxUnavailable'], 'at most `100%`')] : []),
  ];
}

const shareOf = (value: unknown) => (typeof value === 'string' ? Number.parseInt(value, 10) : undefined);
const isNone = (value: unknown) => value === 0 || shareOf(value) === 0;

/** A number that is not negative, or a percentage. */
export function countOrShare(value: unknown, at: readonly Step[]): Misfit[] {
  if (typeof value === 'string')
    return /^\d+%$/.test(value) ? [] : [refused(value, at, 'a whole number, or a percentage such as `25%`')];
  return range(value, at, 0);
}
