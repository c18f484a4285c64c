import { field, listOf } from '../../../model/fields';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { each, isGiven, isPortName, missing, notNegative, oneOf, port, portNameForm, range } from './shared';

export function probeViolations(probe: unknown, at: readonly Step[]): Violation[] {
  const successes = field(probe, 'successThreshold');
  const isReadiness = at.at(-1) === 'readinessProbe';
  return [
    ...handlerViolations(probe, at, ['exec', 'httpGet', 'tcpSocket', 'grpc']),
    ...notNegative(
      probe,
      at,
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ),
    ...(typeof successes === 'number' && successes > 1 && !isReadiness
      ? [refused(successes, [...at, 'successThreshold'], '`1`; only a `readinessProbe` may ask for more')]
      : []),
    ...range(field(probe, 'terminationGracePeriodSeconds'), [...at, 'terminationGracePeriodSeconds'], 1),
  ];
}

/** What a probe or a hook does. */
export function handlerViolations(handler: unknown, at: readonly Step[], kinds: readonly string[]): Violation[] {
  const given = kinds.filter(kind => field(handler, kind) !== undefined && field(handler, kind) !== null);
  return [
    ...oneOf(handler, at, kinds, 'handler', true),
    ...given.flatMap(kind => {
      const value = field(handler, kind);
      const place = [...at, kind];
      if (kind === 'exec') return listOf(value, 'command').length === 0 ? [missing(place, 'command')] : [];
      if (kind === 'sleep') return [];
      return [
        ...portOrName(field(value, 'port'), [...place, 'port']),
        ...each(value, place, 'httpHeaders', (header, inner) => {
          const name = field(header, 'name');
          return !isGiven(name)
            ? [missing(inner, 'name')]
            : typeof name === 'string' && !/^[-A-Za-z0-9]+$/.test(name)
              ? [refused(name, [...inner, 'name'], 'letters, digits and `-`')]
              : [];
        }),
      ];
    }),
  ];
}

/** A port by its number or its name. */
export function portOrName(value: unknown, at: readonly Step[]): Violation[] {
  if (typeof value !== 'string') return port(value, at);
  return isPortName(value) ? [] : [refused(value, at, `a number of 1 to 65535, or ${portNameForm}`)];
}
