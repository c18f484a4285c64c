import type { App } from 'cdk8s';
import type { Layer } from '../constructs/layer';
import type { Graph } from '../graph/graph';
import type { Cluster } from '../spec/schema/cluster';
import { LoadBalancing } from './load-balancing';
import { Namespaces, platformNamespaces } from './namespaces';

/** What the stack of one cluster is built from. */
export interface StackProps {
  readonly cluster: Cluster;
  /** Every cluster, for what meshed clusters must know of each other. */
  readonly fleet: readonly Cluster[];
  readonly graph: Graph;
}

/** The stack bottom-up: the only place that knows which layers there are. */
export function buildStack(app: App, { cluster }: StackProps): Layer[] {
  return [
    new Namespaces(app, 'namespaces', platformNamespaces(cluster)),
    new LoadBalancing(app, 'load-balancing', {
      loadBalancing: cluster.loadBalancing,
      hasWorkers: cluster.talos.workers.length > 0,
    }),
  ];
}
