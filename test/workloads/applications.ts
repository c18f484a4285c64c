import type { Cluster } from '../../config/schema/cluster';
import type { Component } from '../../graph/application';
import { shop } from './shop';

/** The applications of the tests: the three-tier example, whatever is in the `workloads/` that people edit. */
export function componentsOf({ workloads }: Cluster): Component[] {
  return [...(workloads.example ? shop : [])];
}
