import { isDeepStrictEqual } from 'node:util';
import { field } from '../model/fields';
import { isRecord } from '../model/manifest';
import { overlay } from '../model/overlay';
import type { HelmRelease } from '../repository/releases';
import type { ChangeDraft, ClusterPair } from './change';
import { type Effect, effectsOf } from './effects';

/** What changed Helm values do: to the network, and to the pods that read them. */
export function valueChanges({ before, after }: ClusterPair): ChangeDraft[] {
  return after.releases.flatMap(release => {
    const old = before.releases.find(other => keyOf(other) === keyOf(release));
    return old === undefined ? [] : ofRelease(old, release);
  });
}

const keyOf = ({ chart, namespace, application }: HelmRelease) => `${application?.name} ${namespace}/${chart}`;

function ofRelease(old: HelmRelease, now: HelmRelease): ChangeDraft[] {
  const paths = changedPaths(merged(old), merged(now));
  const effects = effectsOf(now.chart);
  const place = (path: string) => {
    const values =
      now.values.findLast(({ value }) => field(value, ...path.split('.')) !== undefined) ?? now.values.at(-1);
    return { in: values?.in ?? now.in, at: values === undefined ? now.at : [...values.at, ...path.split('.')] };
  };
  const reported = paths.flatMap(path => {
    const effect = effects.special.find(each => matches(each, path));
    if (effect === undefined) return [];
    const { level, why, action } = effect;
    const [was, is] = [old, now].map(
      release => JSON.stringify(field(merged(release), ...path.split('.'))) ?? 'nothing',
    );
    const message = `\`${path}\` of \`${now.chart}\` changes from \`${was}\` to \`${is}\`: ${why}`;
    return [{ level, topic: 'network', message, ...(action !== undefined && { action }), ...place(path) }];
  });
  const components = new Map(
    paths.map(path => {
      const component = effects.components.find(each => matches(each, path));
      return [component?.why ?? `pods of \`${now.chart}\``, { path, level: component?.level ?? ('watch' as const) }];
    }),
  );
  const restarts = [...components].map(([what, { path, level }]) => ({
    level,
    topic: 'restart',
    message: `${what} restart because \`${path}\` of \`${now.chart}\` changes`,
    ...place(path),
  }));
  return [...reported, ...restarts];
}

const matches = ({ paths }: Effect, path: string) =>
  paths.some(prefix => path === prefix || path.startsWith(`${prefix}.`) || prefix === '');

/** Values as Helm lays them over each other: maps are merged, everything else is replaced. */
function merged({ values }: HelmRelease): unknown {
  return values.map(({ value }) => value).reduce<unknown>(overlay, {});
}

/** Dotted paths of the values that differ, as deep as both sides are maps. */
function changedPaths(old: unknown, now: unknown, at: readonly string[] = []): string[] {
  if (isDeepStrictEqual(old, now)) return [];
  if (!isRecord(old) || !isRecord(now)) return [at.join('.')];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.flatMap(key => changedPaths(old[key], now[key], [...at, key]));
}
