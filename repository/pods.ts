import { field, listOf, recordOf } from '../model/fields';
import type { KubernetesObject } from '../model/manifest';
import { own } from '../model/own';
import type { Step } from '../model/yaml';
import { templatePaths } from '../policy/workloads';

/** What a kind that runs pods says of them. */
export interface PodTemplate {
  readonly at: readonly Step[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly metadata: unknown;
}

export function podTemplateOf(object: KubernetesObject): PodTemplate | undefined {
  const path = own(templatePaths, object.kind);
  if (path === undefined) return undefined;
  const template = field(object, ...path);
  return { at: [...path, 'spec'], spec: recordOf(template, 'spec'), metadata: field(template, 'metadata') };
}

export interface Container {
  readonly at: readonly Step[];
  readonly container: unknown;
}

export function containersOf({ at, spec }: PodTemplate): Container[] {
  return ['initContainers', 'containers'].flatMap(key =>
    listOf(spec, key).map((container, index) => ({ at: [...at, key, index], container })),
  );
}
