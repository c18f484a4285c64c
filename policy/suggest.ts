import { formatAddress } from '../model/cidr';
import { formatPath } from '../model/yaml';
import type { FlowEndpoint } from './endpoints';
import type { Endpoint, Flow } from './input';
import { namespaceKey } from './labels';
import { type Direction, describeObject } from './rules';
import { type DirectionVerdict, outcome } from './verdict';

/** How to reverse the verdict of one side, as sentences and lines of YAML. */
export function suggest(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
  verdict: DirectionVerdict,
): string[] {
  const [self, peer] = direction === 'egress' ? [from, to] : [to, from];
  const places = verdict.rules.map(
    ({ manifest, path }) => `${describeObject(manifest.object)} at ${manifest.file}:${manifest.lineOf(path)}`,
  );
  switch (outcome(verdict)) {
    case 'denied':
      if (verdict.verdict === 'allowed')
        return [`to open: let a rule of these admit the request: ${places.join(', ')}`];
      if (verdict.because === 'rules')
        return [`to open: narrow or remove the deny, which no allow beats: ${places.join(', ')}`];
      return [`to open: add to a policy that selects ${self.endpoint!.name}`, ...allowRule(direction, peer, flow)];
    case 'allowed':
      if (verdict.because === 'rules')
        return [
          `to close: remove or narrow ${places.map((place, index) => `${place} (${formatPath(verdict.rules[index]!.path)})`).join(', ')}`,
        ];
      if (verdict.because === 'local-host')
        return ['to close: set `allow-localhost: policy`; the kubelet then cannot run its probes'];
      return [
        `to close: select ${self.endpoint!.name} with a policy that has \`${direction}: [{}]\`, and allow what it needs there`,
      ];
    default:
      return [`to decide: ${verdict.reason ?? 'the proxy decides by something that is not in the manifests'}`];
  }
}

function allowRule(direction: Direction, peer: FlowEndpoint, flow: Flow): string[] {
  const side = direction === 'egress' ? 'to' : 'from';
  const protocol = flow.protocol.toUpperCase();
  const family = protocol === 'ICMPV6' ? 'family: IPv6, ' : '';
  return [
    `${direction}:`,
    ...peerLines(side, peer).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`)),
    ...(protocol.startsWith('ICMP')
      ? [`    icmps: [{ fields: [{ ${family}type: ${flow.port} }] }]`]
      : [`    toPorts: [{ ports: [{ port: "${flow.port}", protocol: ${protocol} }] }]`]),
  ];
}

function peerLines(side: 'to' | 'from', { endpoint, peer }: FlowEndpoint): string[] {
  if (endpoint !== undefined && endpoint.reserved === undefined)
    return [`${side}Endpoints:`, `  - matchLabels:`, ...labelLines(endpoint)];
  if (peer.name !== undefined)
    return [`toFQDNs: [{ matchName: ${peer.name} }] # and a DNS rule, so that Cilium learns its addresses`];
  if (peer.address !== undefined) {
    const { address, family, length } = peer.address;
    return [`${side}CIDR: ["${formatAddress(address, family)}/${length}"]`];
  }
  const [entity = ''] = [...peer.labels.bySource.keys()].map(key => key.replace('reserved:', ''));
  return [`${side}Entities: [${entity}]`];
}

/** The labels that name a workload by custom, else all it has. */
function labelLines(endpoint: Endpoint): string[] {
  const labels = Object.entries(endpoint.labels ?? {});
  const naming = labels.filter(([key]) =>
    ['app', 'k8s-app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'].includes(
      key,
    ),
  );
  return [[`k8s:${namespaceKey}`, endpoint.namespace ?? 'default'], ...(naming.length > 0 ? naming : labels)].map(
    ([key, value]) => `      ${key}: ${quoted(value ?? '')}`,
  );
}

/** Values that YAML would not read as text. */
const quoted = (value: string) =>
  /^(?=[a-z])(?!(true|false|yes|no|on|off|null|y|n)$)[\w./-]+$/i.test(value) ? value : JSON.stringify(value);
