import type { Manifest } from '../model/manifest';
import type { SchemaOf } from '../model/schema';
import { createEndpoints, type EndpointLookup } from './endpoints';
import type { Endpoint, Flow, KnownNode, Settings } from './input';
import { judge } from './judge';
import { readNodes } from './nodes';
import { type PolicySet, readPolicies } from './read';
import { defaultSettings, withNodes } from './settings';
import { underSettings } from './under-settings';
import type { Verdict } from './verdict';

/** Verdicts about one cluster: policies and endpoints are compiled once, each question is then quick. */
export interface Engine {
  readonly policies: PolicySet;
  readonly endpoints: readonly Endpoint[];
  readonly settings: Settings;
  /** @throws UnknownEndpointError */
  readonly endpoint: EndpointLookup;
  /** Makes an endpoint of another cluster known: `cluster` names it. */
  readonly meet: (endpoint: Endpoint) => void;
  /** @throws UnknownEndpointError */
  judge(flow: Flow): Verdict;
}

/** Manifests of any kind may be given, in any order; those that are no policy, Service or EndpointSlice do not count. */
export function createEngine(
  manifests: readonly Manifest[],
  endpoints: readonly Endpoint[],
  schemaOf: SchemaOf,
  settings: Settings = defaultSettings,
  nodes: readonly KnownNode[] = readNodes(manifests),
): Engine {
  const policies = readPolicies(manifests, schemaOf, settings);
  const { find, meet } = createEndpoints(withNodes(endpoints, nodes), policies.rules, settings);
  const ask = (flow: Flow) => underSettings(judge(find(flow.from), find(flow.to), flow), flow, settings);
  return { policies, endpoints, settings, endpoint: find, meet, judge: ask };
}
