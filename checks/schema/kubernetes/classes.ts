import { field, recordOf, textOf } from '../../../model/fields';
import { refused, type Violation } from '../../../model/structure/violation';
import { labelViolations } from '../metadata';
import { tolerationViolations } from './scheduling';
import { choice, dnsLabel, each, range, spec } from './shared';

/** Values above, as far as 32 bits go (others wrap), are Kubernetes' own (kubernetes 1.36 pkg/apis/scheduling). */
const highestPriority = 1_000_000_000;

export function priorityClassViolations(object: unknown): Violation[] {
  const name = textOf(object, 'metadata', 'name') ?? '';
  const value = field(object, 'value');
  const isSystem = ['system-cluster-critical', 'system-node-critical'].includes(name);
  return [
    ...(name.startsWith('system-') && !isSystem
      ? [refused(name, ['metadata', 'name'], 'a name that does not begin with `system-`')]
      : []),
    ...(typeof value === 'number' && value > highestPriority && value < 2 ** 31 && !isSystem
      ? [refused(value, ['value'], `at most ${highestPriority}`)]
      : []),
    ...choice(field(object, 'preemptionPolicy'), ['preemptionPolicy'], 'PreemptLowerPriority', 'Never'),
  ];
}

export function runtimeClassViolations(object: unknown): Violation[] {
  return [
    ...dnsLabel(field(object, 'handler'), ['handler']),
    ...labelViolations(recordOf(object, 'scheduling', 'nodeSelector'), ['scheduling', 'nodeSelector']),
    ...each(field(object, 'scheduling'), ['scheduling'], 'tolerations', tolerationViolations),
  ];
}

export function leaseViolations(object: unknown): Violation[] {
  return [
    ...range(field(object, 'spec', 'leaseDurationSeconds'), [...spec, 'leaseDurationSeconds'], 1),
    ...range(field(object, 'spec', 'leaseTransitions'), [...spec, 'leaseTransitions'], 0),
  ];
}
