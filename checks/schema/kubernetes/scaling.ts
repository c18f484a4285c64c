import { field, textOf } from '../../../model/fields';
import { own } from '../../../model/own';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { choice, each, isGiven, missing, oneOf, range, selectorViolations, spec, wrong } from './shared';
import { countOrShare } from './strategies';

export function disruptionBudgetViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  return [
    ...oneOf(value, spec, ['minAvailable', 'maxUnavailable'], 'limit', false),
    ...['minAvailable', 'maxUnavailable'].flatMap(key => budgetViolations(field(value, key), [...spec, key])),
    ...selectorViolations(field(value, 'selector'), [...spec, 'selector']),
    ...choice(
      field(value, 'unhealthyPodEvictionPolicy'),
      [...spec, 'unhealthyPodEvictionPolicy'],
      'IfHealthyBudget',
      'AlwaysAllow',
    ),
  ];
}

function budgetViolations(value: unknown, at: readonly Step[]): Violation[] {
  const found = countOrShare(value, at);
  if (found.length > 0 || typeof value !== 'string' || Number.parseInt(value, 10) <= 100) return found;
  return [refused(value, at, 'at most `100%`')];
}

/** The kinds of metric: each has a field of its name with a small letter. */
const metricFields: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

export function autoscalerViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  const [min, max] = [field(value, 'minReplicas') ?? 1, field(value, 'maxReplicas')];
  const target = field(value, 'scaleTargetRef');
  return [
    ...range(max, [...spec, 'maxReplicas'], 1),
    ...range(min, [...spec, 'minReplicas'], 1),
    ...(typeof min === 'number' && typeof max === 'number' && max < min && max >= 1
      ? [refused(max, [...spec, 'maxReplicas'], `at least ${min}, the \`minReplicas\``)]
      : []),
    ...['kind', 'name'].flatMap(key =>
      isGiven(field(target, key)) ? [] : [missing([...spec, 'scaleTargetRef'], key)],
    ),
    ...groupViolations(textOf(target, 'apiVersion') ?? '', textOf(target, 'kind') ?? ''),
    ...each(value, spec, 'metrics', metricViolations),
    ...range(field(value, 'targetCPUUtilizationPercentage'), [...spec, 'targetCPUUtilizationPercentage'], 1),
    ...['scaleUp', 'scaleDown'].flatMap(key =>
      behaviourViolations(field(value, 'behavior', key), [...spec, 'behavior', key]),
    ),
  ];
}

/** Only a ReplicationController is of the core group. */
function groupViolations(apiVersion: string, kind: string): Violation[] {
  const parts = apiVersion.split('/');
  const isRight = kind === 'ReplicationController' ? parts.length === 1 : parts.length === 2 && parts[0] !== '';
  return isRight
    ? []
    : [refused(apiVersion, [...spec, 'scaleTargetRef', 'apiVersion'], 'group and version, such as `apps/v1`')];
}

function metricViolations(metric: unknown, at: readonly Step[]): Violation[] {
  const type = textOf(metric, 'type');
  if (type === undefined) return [missing(at, 'type')];
  if (!Object.hasOwn(metricFields, type))
    return [refused(type, [...at, 'type'], Object.keys(metricFields).map(quoted).join(', '))];
  const key = metricFields[type]!;
  const source = field(metric, key);
  const place = [...at, key];
  if (source === undefined || source === null) return [missing(at, key)];
  const other = Object.values(metricFields).find(each => each !== key && field(metric, each) !== undefined);
  const target = field(source, 'target');
  const values: Readonly<Record<string, string>> = {
    Utilization: 'averageUtilization',
    Value: 'value',
    AverageValue: 'averageValue',
  };
  const kind = textOf(target, 'type');
  const wanted = kind === undefined ? undefined : own(values, kind);
  const isResource = key === 'resource' || key === 'containerResource';
  return [
    ...(other === undefined
      ? []
      : [wrong([...at, other], `\`${other}\` contradicts \`type: ${type}\``, { repair: `remove \`${other}\`` })]),
    ...(isResource && !isGiven(field(source, 'name')) ? [missing(place, 'name')] : []),
    ...(kind === undefined ? [missing([...place, 'target'], 'type')] : []),
    ...choice(kind, [...place, 'target', 'type'], ...Object.keys(values)),
    ...(wanted !== undefined &&
    isResource &&
    kind !== 'Value' &&
    !isGiven(field(target, 'averageUtilization')) &&
    !isGiven(field(target, 'averageValue'))
      ? [missing([...place, 'target'], wanted)]
      : []),
    ...(isResource && isGiven(field(target, 'averageUtilization')) && isGiven(field(target, 'averageValue'))
      ? [
          wrong([...place, 'target'], '`averageUtilization` and `averageValue` exclude each other', {
            repair: 'keep one',
          }),
        ]
      : []),
    ...range(field(target, 'averageUtilization'), [...place, 'target', 'averageUtilization'], 1),
  ];
}

function behaviourViolations(rules: unknown, at: readonly Step[]): Violation[] {
  return [
    ...range(field(rules, 'stabilizationWindowSeconds'), [...at, 'stabilizationWindowSeconds'], 0, 3600),
    ...choice(field(rules, 'selectPolicy'), [...at, 'selectPolicy'], 'Max', 'Min', 'Disabled'),
    ...each(rules, at, 'policies', (policy, place) => [
      ...choice(field(policy, 'type'), [...place, 'type'], 'Pods', 'Percent'),
      ...range(field(policy, 'value'), [...place, 'value'], 1),
      ...range(field(policy, 'periodSeconds'), [...place, 'periodSeconds'], 1, 1800),
    ]),
  ];
}
