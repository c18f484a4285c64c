import { field, listOf } from '../../../model/fields';
import type { Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { isGiven, missing, range, wrong } from './shared';

const ids = ['runAsUser', 'runAsGroup', 'fsGroup'];

export function contextViolations(context: unknown, at: readonly Step[]): Violation[] {
  const profile = field(context, 'seccompProfile');
  const local = field(profile, 'localhostProfile');
  const isLocal = field(profile, 'type') === 'Localhost';
  return [
    ...ids.flatMap(key => range(field(context, key), [...at, key], 0, 2 ** 31 - 1)),
    ...listOf(context, 'supplementalGroups').flatMap((id, index) =>
      range(id, [...at, 'supplementalGroups', index], 0, 2 ** 31 - 1),
    ),
    ...(isLocal && !isGiven(local) ? [missing([...at, 'seccompProfile'], 'localhostProfile')] : []),
    ...(profile !== undefined && !isLocal && isGiven(local)
      ? [wrong([...at, 'seccompProfile', 'localhostProfile'], '`localhostProfile` works with `type: Localhost` only')]
      : []),
  ];
}
