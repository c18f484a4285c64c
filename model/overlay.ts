import { isRecord } from './manifest';

/**
 * Values as Helm merges those of several files: maps key by key, everything else is replaced, by `null` too
 * (`helm 3.9 pkg/cli/values/options.go`, `mergeMaps`).
 */
export function overlay(below: unknown, above: unknown): unknown {
  if (!isRecord(below) || !isRecord(above)) return above === undefined ? below : above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(keys.map(key => [key, overlay(below[key], above[key])]));
}
