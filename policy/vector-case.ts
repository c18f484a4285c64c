import { isKubernetesObject, type Manifest } from '../model/manifest';
import type { SchemaOf } from '../model/schema';
import { createEngine } from './engine';
import type { Endpoint, Flow, Settings } from './input';
import { defaultSettings } from './settings';
import type { DirectionVerdict } from './verdict';

/** One line of a vector file: objects and endpoints, and what Cilium's own policy code says of flows between them. */
export interface VectorCase {
  readonly name: string;
  readonly about?: string;
  readonly cluster?: string;
  readonly mode?: Settings['enforcement'];
  readonly policies: readonly unknown[];
  /** Index of a policy → the error that Cilium refuses it with. */
  readonly rejected?: Readonly<Record<string, string>> | null;
  readonly endpoints?: Readonly<Record<string, Omit<Endpoint, 'name'>>>;
  readonly flows?: readonly (Flow & { readonly expect: Expectation })[];
}

export interface Expectation {
  readonly egress: ExpectedDirection | null;
  readonly ingress: ExpectedDirection | null;
  /** Cilium cannot merge the rules of an end. */
  readonly error?: string;
}

export interface ExpectedDirection {
  readonly verdict: 'allowed' | 'denied';
  /** Sent through the proxy. */
  readonly l7?: boolean;
  /** What Envoy makes of the flow's request. */
  readonly http?: 'allowed' | 'denied';
  /** Authentication is required. */
  readonly auth?: boolean;
}

export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Every point in which the engine differs from Cilium. */
export function checkCase(vector: VectorCase, schemaOf: SchemaOf): Mismatch[] {
  const settings = {
    ...defaultSettings,
    clusterName: vector.cluster || 'default',
    enforcement: vector.mode || 'default',
    sctp: true,
    authentication: true,
  };
  const manifests = vector.policies.map(asManifest);
  const endpoints = Object.entries(vector.endpoints ?? {}).map(([name, endpoint]) => ({ ...endpoint, name }));
  const engine = createEngine(
    manifests.filter(({ object }) => isKubernetesObject(object)),
    endpoints,
    schemaOf,
    settings,
  );
  const mismatches: Mismatch[] = [];
  const compare = (what: string, expected: unknown, found: unknown) => {
    const [wanted, got] = [JSON.stringify(expected), JSON.stringify(found)];
    if (wanted !== got) mismatches.push({ what, expected: wanted, found: got });
  };

  manifests.forEach((manifest, index) => {
    const refusals = (engine.policies.refusals.get(manifest) ?? []).filter(({ by }) => by === 'agent');
    const error = vector.rejected?.[index];
    if ((error !== undefined) !== refusals.length > 0)
      mismatches.push({
        what: `policy ${index}`,
        expected: error ?? 'accepted',
        found: refusals.map(({ code, message }) => `${code}: ${message}`).join('; ') || 'accepted',
      });
  });
  for (const { expect, ...flow } of vector.flows ?? []) {
    const verdict = engine.judge(flow);
    const conflict = [verdict.egress, verdict.ingress].some(direction => direction?.because === 'conflict');
    compare(`${JSON.stringify(flow)} error`, expect.error !== undefined, conflict);
    if (expect.error !== undefined) continue;
    compare(`${JSON.stringify(flow)} egress`, inOrder(expect.egress), simplify(verdict.egress, flow));
    compare(`${JSON.stringify(flow)} ingress`, inOrder(expect.ingress), simplify(verdict.ingress, flow));
  }
  return mismatches;
}

function inOrder(expected: ExpectedDirection | null): ExpectedDirection | null {
  if (expected === null) return null;
  const { verdict, l7, http, auth } = expected;
  return { verdict, ...(l7 ? { l7 } : {}), ...(http ? { http } : {}), ...(auth && { auth }) };
}

function simplify(direction: DirectionVerdict | undefined, flow: Flow): unknown {
  if (direction === undefined) return null;
  const { verdict, proxied, authentication } = direction;
  const isAsked = proxied?.parser === 'http' && flow.http !== undefined && proxied.verdict !== 'undecidable';
  return {
    verdict,
    ...(proxied && { l7: true }),
    ...(isAsked && { http: proxied.verdict }),
    ...(authentication && authentication !== 'disabled' && { auth: true }),
  };
}

function asManifest(object: unknown, index: number): Manifest {
  return { object: object as Manifest['object'], file: `policy ${index}`, lineOf: () => 1 };
}
