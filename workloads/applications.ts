import type { Cluster } from '../config/schema/cluster';
import type { Component } from '../graph/application';
import { shop } from './shop';

/** The components that run in a cluster. This is the place for applications of your own, each a file beside this one. */
export function componentsOf({ workloads }: Cluster): Component[] {
  return [...(workloads.example ? shop : [])];
}
