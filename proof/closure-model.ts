import type { Graph } from '../graph/graph';
import type { Peer } from '../graph/workload';
import type { Manifest } from '../model/manifest';
import type { SchemaOf } from '../model/schema';
import { createEngine, type Engine } from '../policy/engine';
import type { Settings } from '../policy/input';
import {
  ciliumEndpoints,
  firewalledNodes,
  foreignPods,
  nodePeers,
  outsideEndpoints,
  type ProofEndpoint,
  podEndpoints,
} from './endpoints';

/** What a proof compares: the connections that a graph allows, and the endpoints whose policies are asked about them. */
export interface ClosureModel {
  readonly graph: Graph;
  readonly settings: Settings;
  /** What the API server accepts. */
  readonly schemaOf: SchemaOf;
  /** The endpoints whose policies are asked. */
  readonly subjects: readonly ProofEndpoint[];
  /** Every endpoint that may be the peer. */
  readonly peers: readonly ProofEndpoint[];
}

export function createClosureModel(
  graph: Graph,
  manifests: readonly Manifest[],
  schemaOf: SchemaOf,
  settings: Settings,
): ClosureModel {
  const selectable = [...podEndpoints(graph, manifests), ...ciliumEndpoints];
  const isProxied = hasProxy(graph, manifests);
  return {
    graph,
    settings,
    schemaOf,
    subjects: [
      ...selectable.filter(({ kind }) => kind !== 'ingress' || isProxied),
      ...(settings.hostFirewall ? firewalledNodes : []),
    ],
    peers: [...selectable, ...foreignPods(graph), ...nodePeers, ...outsideEndpoints(graph, manifests)],
  };
}

/** Without a Gateway or an Ingress, nothing has the identity of their proxy. */
function hasProxy({ connections }: Graph, manifests: readonly Manifest[]): boolean {
  const isProxy = (peer: Peer) => 'entities' in peer && peer.entities.includes('ingress');
  return (
    connections.some(({ from, to }) => isProxy(from) || isProxy(to)) ||
    manifests.some(({ object }) => object.kind === 'Gateway' || object.kind === 'Ingress')
  );
}

export function engineOf(
  { subjects, peers, schemaOf, settings }: ClosureModel,
  manifests: readonly Manifest[],
): Engine {
  const endpoints = new Set([...subjects, ...peers]);
  return createEngine(
    manifests,
    [...endpoints].flatMap(({ endpoint }) => endpoint ?? []),
    schemaOf,
    settings,
  );
}
