import { isDeepStrictEqual } from 'node:util';
import { field, listOf, textOf } from '../model/fields';
import type { PlacedObject } from '../repository/identity';
import { enforces } from '../runtime/enforcement';
import { isTracingPolicy, readPolicy } from '../runtime/read-policy';
import { type ChangeDraft, type ClusterPair, quotedName } from './change';

/** Alerts and tracing policies that are added, removed or start to enforce, and Applications that change their sync wave. */
export function watcherChanges({ objects, applications }: ClusterPair): ChangeDraft[] {
  return [
    ...objects.flatMap(({ before, after }) => [...ofAlerts(before, after), ...ofTracing(before, after)]),
    ...applications.flatMap(({ before, after }): ChangeDraft[] =>
      before === undefined || after === undefined || before.wave === after.wave
        ? []
        : [
            {
              level: 'watch',
              topic: 'wave',
              message: `\`${after.name}\` moves from wave ${before.wave} to ${after.wave}`,
              in: after.manifest,
              at: ['metadata'],
            },
          ],
    ),
  ];
}

function ofAlerts(before: PlacedObject | undefined, after: PlacedObject | undefined): ChangeDraft[] {
  const [old, now] = [alertsIn(before), alertsIn(after)];
  const at = after?.manifest ?? before?.manifest;
  const place = { topic: 'alert', ...(at !== undefined && { in: at }), at: ['spec'] };
  return [
    ...[...old.keys()]
      .filter(name => !now.has(name))
      .map(name => ({ ...place, level: 'watch' as const, message: `the alert \`${name}\` is removed` })),
    ...[...now.keys()]
      .filter(name => !old.has(name))
      .map(name => ({ ...place, level: 'safe' as const, message: `the alert \`${name}\` is added` })),
    ...[...now]
      .filter(([name, text]) => old.has(name) && !isDeepStrictEqual(old.get(name), text))
      .map(([name]) => ({ ...place, level: 'watch' as const, message: `the alert \`${name}\` has another condition` })),
  ];
}

/** The condition of each alert, by name. */
function alertsIn(placed: PlacedObject | undefined): Map<string, readonly unknown[]> {
  if (placed?.manifest.object.kind !== 'PrometheusRule') return new Map();
  const rules = listOf(placed.manifest.object, 'spec', 'groups').flatMap(group => listOf(group, 'rules'));
  return new Map(
    rules.flatMap(rule => {
      const name = textOf(rule, 'alert');
      return name === undefined ? [] : [[name, [field(rule, 'expr'), field(rule, 'for')]] as const];
    }),
  );
}

function ofTracing(before: PlacedObject | undefined, after: PlacedObject | undefined): ChangeDraft[] {
  const policy = after ?? before;
  if (policy === undefined || !isTracingPolicy(policy.manifest.object)) return [];
  if (isDeepStrictEqual(before?.manifest.object.spec, after?.manifest.object.spec)) return [];
  const name = quotedName(policy);
  const place = { topic: 'tracing', in: policy.manifest, at: ['spec'] };
  const stops = (placed: PlacedObject | undefined) => placed !== undefined && enforces(readPolicy(placed.manifest));
  if (stops(after) && !stops(before))
    return [
      {
        ...place,
        level: 'disruptive',
        message: `${name} starts to kill processes or to reject system calls`,
        action: 'check what it reported while it only monitored',
      },
    ];
  if (after === undefined) return [{ ...place, level: 'watch', message: `${name} no longer monitors` }];
  return [
    {
      ...place,
      level: 'safe',
      message: before === undefined ? `${name} starts to monitor` : `${name} monitors something else`,
    },
  ];
}
