import type { LabelSelector } from '../model/label-selector';
import type { KubernetesObject, Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import { cidrPeers } from './cidr-peers';
import type { IsFaulty } from './cilium-policy';
import { clusterKey, namespaceKey, namespaceLabelsKey } from './labels';
import { anyPeer, labelPeers, type PeerSelector } from './peers';
import { parsePort } from './ports';
import type { Direction, PolicyRule, PortEntry } from './rules';
import { addLabels, encodeKeys, matcher, type Scope, type SelectorTerms } from './selector';

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly NetworkPolicyRule[];
  readonly egress?: readonly NetworkPolicyRule[];
}

export interface NetworkPolicyRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface NetworkPolicyPort {
  readonly port?: string | number;
  readonly endPort?: number;
  readonly protocol?: string;
}

/** Cilium's translation of a Kubernetes NetworkPolicy (cilium 1.20 pkg/k8s/network_policy.go). */
export function networkPolicyRules(
  manifest: Manifest,
  object: KubernetesObject,
  scope: Scope,
  isFaulty: IsFaulty,
): PolicyRule[] {
  const spec = (object.spec ?? {}) as NetworkPolicySpec;
  if (isFaulty(['spec', 'podSelector'])) return [];
  const types = spec.policyTypes ?? [];
  const subject = matcher(
    addLabels(encodeKeys('k8s', spec.podSelector ?? {}), { [`k8s:${namespaceKey}`]: scope.namespace! }),
  );
  const base = { subject, node: false, verdict: 'allow', defaultDeny: true } as const;
  const translate = (direction: Direction, rules: readonly NetworkPolicyRule[]) =>
    rules.flatMap((rule, index) => {
      const path = ['spec', direction, index];
      if (isFaulty(path)) return [];
      const ports = (rule.ports ?? []).map((port, number) => portEntry(port, manifest, [...path, 'ports', number]));
      const key = direction === 'ingress' ? 'from' : 'to';
      const peers = rule[key] ?? [];
      if (peers.length === 0)
        return [{ ...base, direction, ref: { manifest, path }, peers: [{ selector: anyPeer, path }], ports }];
      return peers.map((peer, number): PolicyRule => {
        const at = [...path, key, number];
        const ref = { manifest, path: ports.length === 0 ? at : path };
        return { ...base, direction, ref, peers: [{ selector: peerSelector(peer, scope), path: at }], ports };
      });
    });
  const denyAll = (direction: Direction): PolicyRule => ({
    ...base,
    direction,
    ref: { manifest, path: ['spec'] },
    ports: [],
  });
  const ingress = translate('ingress', spec.ingress ?? []);
  const egress = translate('egress', spec.egress ?? []);
  if (ingress.length === 0 && (types.includes('Ingress') || !types.includes('Egress')))
    ingress.push(denyAll('ingress'));
  if (egress.length === 0 && types.includes('Egress')) egress.push(denyAll('egress'));
  return [...ingress, ...egress];
}

function peerSelector(peer: NetworkPolicyPeer, scope: Scope): PeerSelector {
  if (peer.ipBlock !== undefined) return cidrPeers(peer.ipBlock.cidr, peer.ipBlock.except ?? [], scope.settings);
  const pods = inCluster(encodeKeys('k8s', peer.podSelector ?? {}), scope);
  if (peer.namespaceSelector === undefined)
    return labelPeers(addLabels(pods, { [`k8s:${namespaceKey}`]: scope.namespace! }));
  const namespaces = namespaceTerms(peer.namespaceSelector);
  return labelPeers({
    labels: { ...namespaces.labels, ...pods.labels },
    expressions: [...namespaces.expressions, ...pods.expressions],
  });
}

/** Pods carry the labels of their namespace behind a prefix; an empty selector means every namespace. */
function namespaceTerms(selector: LabelSelector): SelectorTerms {
  const labels = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  if (labels.length + expressions.length === 0)
    return { labels: {}, expressions: [{ key: `k8s:${namespaceKey}`, operator: 'Exists' }] };
  const prefix = (key: string) => `k8s:${namespaceLabelsKey}.${key}`;
  return {
    labels: Object.fromEntries(labels.map(([key, value]) => [prefix(key), value])),
    expressions: expressions.map(term => ({ ...term, key: prefix(term.key) })),
  };
}

function inCluster(pods: SelectorTerms, { settings }: Scope): SelectorTerms {
  const key = `k8s:${clusterKey}`;
  const isNamed = pods.labels[key] || pods.expressions.some(term => term.key === key);
  return isNamed || !settings.policyDefaultLocalCluster ? pods : addLabels(pods, { [key]: settings.clusterName });
}

function portEntry(entry: NetworkPolicyPort, manifest: Manifest, path: readonly Step[]): PortEntry {
  const port = parsePort(String(entry.port ?? 0));
  const match = {
    protocol: (entry.protocol ?? 'TCP').toUpperCase(),
    port: port !== undefined && 'number' in port ? port.number : 0,
    ...(port && 'name' in port && { name: port.name }),
    endPort: entry.endPort ?? 0,
  };
  return { ref: { manifest, path }, ports: port === undefined ? [] : [match], serverNames: [] };
}
