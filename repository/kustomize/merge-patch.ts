import { field } from '../../model/fields';
import { isRecord } from '../../model/manifest';

/** Fields by which Kubernetes tells the items of a list apart, the most telling first (`x-kubernetes-list-map-keys`). */
const mergeKeys = ['name', 'containerPort', 'port', 'mountPath', 'devicePath', 'ip', 'type', 'key', 'topologyKey'];

/** A strategic merge: maps are merged, null removes, lists of named items are merged by their names; undefined: deleted. */
export function mergePatch(base: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return Array.isArray(patch) && Array.isArray(base) ? mergeLists(base, patch) : patch;
  const directive = patch.$patch;
  if (directive === 'delete') return undefined;
  const { $patch: _, ...fields } = patch;
  if (directive === 'replace' || !isRecord(base)) return withoutNulls(fields);
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(fields)) {
    const result = value === null ? undefined : mergePatch(base[key], value);
    if (result === undefined) delete merged[key];
    else merged[key] = result;
  }
  return merged;
}

const withoutNulls = (map: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));

function mergeLists(base: readonly unknown[], patch: readonly unknown[]): unknown[] {
  const has = (key: string) => (item: unknown) => field(item, key) !== undefined;
  const key = mergeKeys.find(each => patch.length > 0 && patch.every(has(each)) && base.every(has(each)));
  if (key === undefined) return [...patch];
  const rest = patch.filter(item => !base.some(other => field(other, key) === field(item, key)));
  const merged = base.flatMap(item => {
    const own = patch.find(other => field(other, key) === field(item, key));
    const result = own === undefined ? item : mergePatch(item, own);
    return result === undefined ? [] : [result];
  });
  return [...merged, ...rest.filter(item => field(item, '$patch') !== 'delete')];
}
