import { isObjectName } from '../../../model/dns-name';
import { field, listOf, textOf } from '../../../model/fields';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { choice, each, isGiven, missing, selectorViolations, wrong } from './shared';

const pathSegment = (name: unknown, at: readonly Step[]): Violation[] =>
  typeof name === 'string' && /^\.\.?$|[/%]/.test(name) ? [refused(name, at, 'a name without `/` and `%`')] : [];

const rbacGroup = 'rbac.authorization.k8s.io';

export function roleViolations(object: unknown): Violation[] {
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

export function clusterRoleViolations(object: unknown): Violation[] {
  const rule = field(object, 'aggregationRule');
  const selectors = listOf(rule, 'clusterRoleSelectors');
  return [
    ...roleViolations(object),
    ...(isGiven(rule) && selectors.length === 0 ? [missing(['aggregationRule'], 'clusterRoleSelectors')] : []),
    ...selectors.flatMap((selector, index) =>
      selectorViolations(selector, ['aggregationRule', 'clusterRoleSelectors', index]),
    ),
  ];
}

export function bindingViolations(object: unknown): Violation[] {
  const ref = field(object, 'roleRef');
  const isNamespaced = field(object, 'kind') === 'RoleBinding';
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const group = textOf(ref, 'apiGroup') ?? rbacGroup;
  return [
    ...(group === rbacGroup ? [] : [refused(group, ['roleRef', 'apiGroup'], `\`${rbacGroup}\``)]),
    ...(isGiven(field(ref, 'kind'))
      ? choice(field(ref, 'kind'), ['roleRef', 'kind'], ...kinds)
      : [missing(['roleRef'], 'kind')]),
    ...(isGiven(field(ref, 'name'))
      ? pathSegment(field(ref, 'name'), ['roleRef', 'name'])
      : [missing(['roleRef'], 'name')]),
    ...each(object, [], 'subjects', (subject, at) => {
      const kind = textOf(subject, 'kind');
      const wanted = kind === 'ServiceAccount' ? '' : rbacGroup;
      const own = textOf(subject, 'apiGroup') ?? wanted;
      return [
        ...(isGiven(field(subject, 'name')) ? [] : [missing(at, 'name')]),
        ...(kind === 'ServiceAccount' &&
        isGiven(field(subject, 'name')) &&
        !isObjectName(String(field(subject, 'name')))
          ? [refused(field(subject, 'name'), [...at, 'name'], 'the name of a ServiceAccount')]
          : []),
        ...(kind === undefined
          ? [missing(at, 'kind')]
          : choice(kind, [...at, 'kind'], 'ServiceAccount', 'User', 'Group')),
        ...(own === wanted ? [] : [refused(own, [...at, 'apiGroup'], wanted === '' ? 'empty' : `\`${wanted}\``)]),
        ...(kind === 'ServiceAccount' && !isNamespaced && !isGiven(field(subject, 'namespace'))
          ? [missing(at, 'namespace')]
          : []),
      ];
    }),
  ];
}
