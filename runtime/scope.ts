import { child } from './mapping';
import type { Policy } from './policy';

/** Whose calls a policy is about (`tetragon 1.7 docs/content/en/docs/concepts/tracing-policy/k8s-filtering.md`). */
export interface PolicyScope {
  readonly hosts: boolean;
  /** `some` where labels or a namespace select them. */
  readonly pods: 'all' | 'some' | 'none';
}

/** Without any selector a policy is about hosts and pods; a pod selector leaves hosts out, a host selector adds them. */
export function scopeOf({ spec, isNamespaced }: Policy): PolicyScope {
  const selectors = ['podSelector', 'containerSelector'].flatMap(key => child(spec, key) ?? []);
  const hosts = child(spec, 'hostSelector') !== undefined;
  if (isNamespaced) return { hosts: false, pods: 'some' };
  if (selectors.length === 0) return hosts ? { hosts, pods: 'none' } : { hosts: true, pods: 'all' };
  return { hosts, pods: selectors.some(({ value }) => selects(value)) ? 'some' : 'all' };
}

function selects(selector: Readonly<Record<string, unknown>>): boolean {
  return Object.values(selector).some(
    part => typeof part === 'object' && part !== null && Object.keys(part).length > 0,
  );
}
