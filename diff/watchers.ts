import { field, listOf, textOf } from '../model/fields';
import type { PlacedObject } from '../repository/cluster';
import { enforces } from '../runtime/enforcement';
import { isTracingPolicy, readPolicy } from '../runtime/read-policy';
import { callOf, type Found, isSame, type Pair } from './change';

/** Alerts and tracing policies that come, go, or begin to act; and Applications that change their place in the order. */
export function watcherChanges({ objects, applications }: Pair): Found[] {
  return [
    ...objects.flatMap(({ before, after }) => [...ofAlerts(before, after), ...ofTracing(before, after)]),
    ...applications.flatMap(({ before, after }): Found[] =>
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

function ofAlerts(before: PlacedObject | undefined, after: PlacedObject | undefined): Found[] {
  const [old, now] = [alertsIn(before), alertsIn(after)];
  const at = after?.manifest ?? before?.manifest;
  const place = { topic: 'alert', ...(at !== undefined && { in: at }), at: ['spec'] };
  return [
    ...[...old.keys()]
      .filter(name => !now.has(name))
      .map(name => ({ ...place, level: 'watch' as const, message: `the alert \`${name}\` goes` })),
    ...[...now.keys()]
      .filter(name => !old.has(name))
      .map(name => ({ ...place, level: 'safe' as const, message: `the alert \`${name}\` comes` })),
    ...[...now]
      .filter(([name, text]) => old.has(name) && old.get(name) !== text)
      .map(([name]) => ({ ...place, level: 'watch' as const, message: `the alert \`${name}\` asks something else` })),
  ];
}

/** What each alert asks, by name. */
function alertsIn(placed: PlacedObject | undefined): Map<string, string> {
  if (placed?.manifest.object.kind !== 'PrometheusRule') return new Map();
  const rules = listOf(placed.manifest.object, 'spec', 'groups').flatMap(group => listOf(group, 'rules'));
  return new Map(
    rules.flatMap(rule => {
      const name = textOf(rule, 'alert');
      return name === undefined ? [] : [[name, JSON.stringify([field(rule, 'expr'), field(rule, 'for')])] as const];
    }),
  );
}

function ofTracing(before: PlacedObject | undefined, after: PlacedObject | undefined): Found[] {
  const policy = after ?? before;
  if (policy === undefined || !isTracingPolicy(policy.manifest.object)) return [];
  if (isSame(before?.manifest.object.spec, after?.manifest.object.spec)) return [];
  const name = callOf(policy);
  const place = { topic: 'tracing', in: policy.manifest, at: ['spec'] };
  const stops = (placed: PlacedObject | undefined) => placed !== undefined && enforces(readPolicy(placed.manifest));
  if (stops(after) && !stops(before))
    return [
      {
        ...place,
        level: 'disruptive',
        message: `${name} begins to kill processes or to refuse system calls`,
        demand: 'look at what it reported while it only watched',
      },
    ];
  if (after === undefined) return [{ ...place, level: 'watch', message: `${name} no longer watches` }];
  return [
    {
      ...place,
      level: 'safe',
      message: before === undefined ? `${name} begins to watch` : `${name} watches something else`,
    },
  ];
}
