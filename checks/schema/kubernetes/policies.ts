import { field, listOf, recordsOf, textOf } from '../../../model/fields';
import { type Misfit, quoted, refused } from '../../../model/structure/misfit';
import type { Step } from '../../../model/yaml';
import { choice, each, isGiven, missing, oneOf, range, selectorMisfits, unique, wrong } from './shared';
import { countOrShare } from './workloads';

const spec = ['spec'];

export function disruptionBudgetMisfits(object: unknown): Misfit[] {
  const value = field(object, 'spec');
  return [
    ...oneOf(value, spec, ['minAvailable', 'maxUnavailable'], 'limit', false),
    ...['minAvailable', 'maxUnavailable'].flatMap(key => budgetMisfits(field(value, key), [...spec, key])),
    ...selectorMisfits(field(value, 'selector'), [...spec, 'selector']),
    ...choice(
      field(value, 'unhealthyPodEvictionPolicy'),
      [...spec, 'unhealthyPodEvictionPolicy'],
      'IfHealthyBudget',
      'AlwaysAllow',
    ),
  ];
}

function budgetMisfits(value: unknown, at: readonly Step[]): Misfit[] {
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

export function autoscalerMisfits(object: unknown): Misfit[] {
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
    ...each(value, spec, 'metrics', metricMisfits),
    ...range(field(value, 'targetCPUUtilizationPercentage'), [...spec, 'targetCPUUtilizationPercentage'], 1),
    ...['scaleUp', 'scaleDown'].flatMap(key =>
      behaviourMisfits(field(value, 'behavior', key), [...spec, 'behavior', key]),
    ),
  ];
}

function metricMisfits(metric: unknown, at: readonly Step[]): Misfit[] {
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
  const wanted = kind !== undefined && Object.hasOwn(values, kind) ? values[kind] : undefined;
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

function behaviourMisfits(rules: unknown, at: readonly Step[]): Misfit[] {
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

/** Values above are Kubernetes' own (kubernetes 1.36 pkg/apis/scheduling). */
const highestPriority = 1_000_000_000;

export function priorityClassMisfits(object: unknown): Misfit[] {
  const name = textOf(object, 'metadata', 'name') ?? '';
  const value = field(object, 'value');
  const isSystem = ['system-cluster-critical', 'system-node-critical'].includes(name);
  return [
    ...(name.startsWith('system-') && !isSystem
      ? [refused(name, ['metadata', 'name'], 'a name that does not begin with `system-`')]
      : []),
    ...(typeof value === 'number' && value > highestPriority && !isSystem
      ? [refused(value, ['value'], `at most ${highestPriority}`)]
      : []),
    ...choice(field(object, 'preemptionPolicy'), ['preemptionPolicy'], 'PreemptLowerPriority', 'Never'),
  ];
}

const rbacGroup = 'rbac.authorization.k8s.io';

export function roleMisfits(object: unknown): Misfit[] {
  const isNamespaced = field(object, 'kind') === 'Role';
  return each(object, [], 'rules', (rule, at) => {
    const lists = ['apiGroups', 'resources', 'nonResourceURLs', 'resourceNames'] as const;
    const [groups, resources, urls] = lists.map(key => listOf(rule, key));
    return [
      ...(listOf(rule, 'verbs').length === 0 ? [missing(at, 'verbs')] : []),
      ...(urls!.length > 0 && isNamespaced
        ? [wrong([...at, 'nonResourceURLs'], 'a Role cannot grant `nonResourceURLs`', { repair: 'use a ClusterRole' })]
        : []),
      ...(urls!.length > 0 && (groups!.length > 0 || resources!.length > 0)
        ? [
            wrong([...at, 'nonResourceURLs'], 'a rule names resources or `nonResourceURLs`, not both', {
              repair: 'write two rules',
            }),
          ]
        : []),
      ...(urls!.length > 0
        ? []
        : [
            ...(groups!.length === 0 ? [missing(at, 'apiGroups')] : []),
            ...(resources!.length === 0 ? [missing(at, 'resources')] : []),
          ]),
    ];
  });
}

export function bindingMisfits(object: unknown): Misfit[] {
  const ref = field(object, 'roleRef');
  const isNamespaced = field(object, 'kind') === 'RoleBinding';
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const group = textOf(ref, 'apiGroup') ?? rbacGroup;
  return [
    ...(group === rbacGroup ? [] : [refused(group, ['roleRef', 'apiGroup'], `\`${rbacGroup}\``)]),
    ...(isGiven(field(ref, 'kind'))
      ? choice(field(ref, 'kind'), ['roleRef', 'kind'], ...kinds)
      : [missing(['roleRef'], 'kind')]),
    ...(isGiven(field(ref, 'name')) ? [] : [missing(['roleRef'], 'name')]),
    ...each(object, [], 'subjects', (subject, at) => {
      const kind = textOf(subject, 'kind');
      const wanted = kind === 'ServiceAccount' ? '' : rbacGroup;
      const own = textOf(subject, 'apiGroup') ?? wanted;
      return [
        ...(isGiven(field(subject, 'name')) ? [] : [missing(at, 'name')]),
        ...(kind === undefined
          ? [missing(at, 'kind')]
          : choice(kind, [...at, 'kind'], 'ServiceAccount', 'User', 'Group')),
        ...(own === wanted ? [] : [refused(own, [...at, 'apiGroup'], wanted === '' ? 'empty' : `\`${wanted}\``)]),
        ...(kind === 'ServiceAccount' && !isGiven(field(subject, 'namespace')) ? [missing(at, 'namespace')] : []),
      ];
    }),
  ];
}

export function webhookMisfits(object: unknown): Misfit[] {
  return [
    ...each(object, [], 'webhooks', (webhook, at) => {
      const versions = listOf(webhook, 'admissionReviewVersions');
      const name = textOf(webhook, 'name') ?? '';
      const config = field(webhook, 'clientConfig');
      const url = textOf(config, 'url');
      return [
        ...(name.split('.').length < 3
          ? [refused(name, [...at, 'name'], 'a domain of at least three parts, such as `pods.example.org`')]
          : []),
        ...oneOf(config, [...at, 'clientConfig'], ['url', 'service'], 'address', true),
        ...(url !== undefined && !url.startsWith('https://')
          ? [refused(url, [...at, 'clientConfig', 'url'], 'an address that begins with `https://`')]
          : []),
        ...choice(field(webhook, 'sideEffects'), [...at, 'sideEffects'], 'None', 'NoneOnDryRun'),
        ...(versions.length === 0 ? [missing(at, 'admissionReviewVersions')] : []),
        ...(versions.length > 0 && !versions.includes('v1') && !versions.includes('v1beta1')
          ? [refused(versions.join(', '), [...at, 'admissionReviewVersions'], 'a list with `v1`')]
          : []),
        ...choice(field(webhook, 'failurePolicy'), [...at, 'failurePolicy'], 'Fail', 'Ignore'),
        ...choice(field(webhook, 'matchPolicy'), [...at, 'matchPolicy'], 'Exact', 'Equivalent'),
        ...choice(field(webhook, 'reinvocationPolicy'), [...at, 'reinvocationPolicy'], 'Never', 'IfNeeded'),
        ...range(field(webhook, 'timeoutSeconds'), [...at, 'timeoutSeconds'], 1, 30),
        ...range(field(config, 'service', 'port'), [...at, 'clientConfig', 'service', 'port'], 1, 65_535),
        ...selectorMisfits(field(webhook, 'namespaceSelector'), [...at, 'namespaceSelector']),
        ...selectorMisfits(field(webhook, 'objectSelector'), [...at, 'objectSelector']),
        ...recordsOf(webhook, 'rules').flatMap((rule, index) => [
          ...['operations', 'apiGroups', 'apiVersions', 'resources'].flatMap(key =>
            listOf(rule, key).length === 0 ? [missing([...at, 'rules', index], key)] : [],
          ),
          ...listOf(rule, 'operations').flatMap((operation, place) =>
            choice(
              operation,
              [...at, 'rules', index, 'operations', place],
              '*',
              'CREATE',
              'UPDATE',
              'DELETE',
              'CONNECT',
            ),
          ),
        ]),
      ];
    }),
    ...unique(object, [], 'webhooks', item => textOf(item, 'name'), 'name'),
  ];
}
