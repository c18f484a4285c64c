import { field, listOf, recordOf, textOf, textsOf } from '../../../model/fields';
import { selects } from '../../../model/label-selector';
import { refused, type Violation } from '../../../model/structure/violation';
import { claimNames } from './containers';
import { podViolations, templateViolations } from './pods';
import {
  choice,
  dnsLabel,
  each,
  missing,
  notNegative,
  selectorViolations,
  selectsTemplate,
  spec,
  wrong,
} from './shared';
import { claimViolations } from './storage';
import { strategyType, surgeViolations } from './strategies';

/** What all that keep pods running have in common. */
function controllerViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  return [
    ...notNegative(value, spec, 'replicas', 'minReadySeconds', 'revisionHistoryLimit'),
    ...selectorViolations(field(value, 'selector'), [...spec, 'selector']),
    ...selectsTemplate(value, spec),
  ];
}

export const template = (object: unknown, ...policies: readonly string[]) =>
  templateViolations(field(object, 'spec', 'template'), ['spec', 'template'], policies);

export function deploymentViolations(object: unknown): Violation[] {
  const strategy = field(object, 'spec', 'strategy');
  const at = ['spec', 'strategy'];
  const [ready, deadline] = [
    field(object, 'spec', 'minReadySeconds') ?? 0,
    field(object, 'spec', 'progressDeadlineSeconds') ?? 600,
  ];
  return [
    ...controllerViolations(object),
    ...template(object, 'Always'),
    ...strategyType(strategy, at, 'RollingUpdate', 'Recreate'),
    ...(field(strategy, 'type') === 'Recreate' && field(strategy, 'rollingUpdate') !== undefined
      ? [
          wrong([...at, 'rollingUpdate'], '`rollingUpdate` contradicts `type: Recreate`', {
            repair: 'remove `rollingUpdate`',
          }),
        ]
      : []),
    ...surgeViolations(field(strategy, 'rollingUpdate'), [...at, 'rollingUpdate'], ['25%', '25%']),
    ...notNegative(field(object, 'spec'), spec, 'progressDeadlineSeconds'),
    ...(typeof deadline === 'number' && typeof ready === 'number' && deadline <= ready
      ? [refused(deadline, [...spec, 'progressDeadlineSeconds'], `more than \`minReadySeconds\`, which is ${ready}`)]
      : []),
  ];
}

export function daemonSetViolations(object: unknown): Violation[] {
  const strategy = field(object, 'spec', 'updateStrategy');
  const at = ['spec', 'updateStrategy'];
  return [
    ...controllerViolations(object),
    ...template(object, 'Always'),
    ...strategyType(strategy, at, 'RollingUpdate', 'OnDelete'),
    ...surgeViolations(field(strategy, 'rollingUpdate'), [...at, 'rollingUpdate'], [0, 1], true),
  ];
}

export function statefulSetViolations(object: unknown): Violation[] {
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
    ...controllerViolations(object),
    ...templateViolations(complete, ['spec', 'template'], ['Always']),
    ...dnsLabel(field(value, 'serviceName') || undefined, [...spec, 'serviceName']),
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
      claimViolations(field(claim, 'spec'), [...place, 'spec']),
    ),
  ];
}

export const replicaSetViolations = (object: unknown): Violation[] => [
  ...controllerViolations(object),
  ...template(object, 'Always'),
];

/** A ReplicationController's selector is a map, and defaults to the labels of its template. */
export function replicationControllerViolations(object: unknown): Violation[] {
  const labels = textsOf(object, 'spec', 'template', 'metadata', 'labels');
  const selector = textsOf(object, 'spec', 'selector');
  const isEmpty = Object.keys(selector).length === 0 && Object.keys(labels).length === 0;
  return [
    ...notNegative(field(object, 'spec'), spec, 'replicas', 'minReadySeconds'),
    ...template(object, 'Always'),
    ...(isEmpty ? [missing(spec, 'selector')] : []),
    ...(selects({ matchLabels: selector }, labels)
      ? []
      : [
          wrong(
            [...spec, 'template', 'metadata', 'labels'],
            'the selector does not match the labels of the pod template',
          ),
        ]),
  ];
}

export const podOwnViolations = (object: unknown): Violation[] => [
  ...podViolations(field(object, 'spec'), spec),
  ...choice(field(object, 'spec', 'restartPolicy'), [...spec, 'restartPolicy'], 'Always', 'OnFailure', 'Never'),
];

export const podTemplateViolations = (object: unknown): Violation[] =>
  templateViolations(field(object, 'template'), ['template'], ['Always', 'OnFailure', 'Never']);
