import type { KubernetesObject } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../network-policy';
import { isServiceName } from '../ports';
import { refuseCidrRule } from './cidr';
import { type Refusal, refusal } from './refusal';
import { refuseSelector } from './selector';

/** What the API server's validation refuses (kubernetes 1.35 pkg/apis/networking/validation). */
export function refuseNetworkPolicy(object: KubernetesObject): Refusal[] {
  const spec = (object.spec ?? {}) as NetworkPolicySpec;
  const rules = [
    ...(spec.ingress ?? []).map((rule, index) => ({
      rule,
      peers: rule.from ?? [],
      key: 'from',
      path: ['spec', 'ingress', index],
    })),
    ...(spec.egress ?? []).map((rule, index) => ({
      rule,
      peers: rule.to ?? [],
      key: 'to',
      path: ['spec', 'egress', index],
    })),
  ];
  return [
    ...refuseSelector(spec.podSelector, ['spec', 'podSelector']),
    ...rules.flatMap(({ rule, peers, key, path }) => [
      ...peers.flatMap((peer, index) => refusePeer(peer, [...path, key, index])),
      ...(rule.ports ?? []).flatMap((port, index) => refusePort(port, [...path, 'ports', index])),
    ]),
  ].map(found => ({ ...found, by: 'api-server' }));
}

function refusePeer(peer: NetworkPolicyPeer, path: readonly Step[]): Refusal[] {
  const found: Refusal[] = [];
  if (peer.podSelector === undefined && peer.namespaceSelector === undefined && peer.ipBlock === undefined)
    found.push(
      refusal('peer-empty', path, 'the peer is empty', {
        allowed: '`podSelector`, `namespaceSelector` or `ipBlock`',
      }),
    );
  if (peer.ipBlock !== undefined && (peer.podSelector !== undefined || peer.namespaceSelector !== undefined))
    found.push(
      refusal('peer-two-kinds', path, 'the peer has both an `ipBlock` and a selector', { repair: 'write two peers' }),
    );
  return [
    ...found,
    ...refuseSelector(peer.podSelector, [...path, 'podSelector']),
    ...refuseSelector(peer.namespaceSelector, [...path, 'namespaceSelector']),
    ...(peer.ipBlock === undefined ? [] : refuseCidrRule(peer.ipBlock, [...path, 'ipBlock'])),
  ];
}

function refusePort(entry: NetworkPolicyPort, path: readonly Step[]): Refusal[] {
  const { port, endPort } = entry;
  const at = [...path, 'port'];
  const found: Refusal[] = [];
  if (typeof port === 'string' && !isServiceName(port))
    found.push(
      refusal('port-unreadable', at, `\`${port}\` is not a valid port name`, {
        repair: /^\d+$/.test(port) ? `write \`${port}\` without quotes` : 'name a container port',
      }),
    );
  if (typeof port === 'number' && (port < 1 || port > 65_535))
    found.push(refusal('port-unreadable', at, `\`${port}\` is not a valid port`, { allowed: '1–65535' }));
  if (endPort !== undefined && typeof port !== 'number')
    found.push(refusal('end-port-alone', [...path, 'endPort'], '`endPort` needs a numeric `port`'));
  if (endPort !== undefined && typeof port === 'number' && endPort < port)
    found.push(
      refusal('range-inverted', [...path, 'endPort'], `the range ${port}–${endPort} is inverted`, {
        repair: 'write the lower port first',
      }),
    );
  return found;
}
