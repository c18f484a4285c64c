import { formatAddress } from '../model/cidr';
import type { Manifest } from '../model/manifest';
import { formatPath } from '../model/yaml';
import type { FlowEndpoint } from './endpoints';
import type { Endpoint, Flow } from './input';
import { namespaceKey } from './labels';
import { type Direction, describeObject } from './rules';
import { type DirectionVerdict, outcome } from './verdict';

/** The file that a person edits in place of a manifest that is generated; undefined where that is the manifest. */
export type SourceOf = (manifest: Manifest) => string | undefined;

/** How to reverse the verdict of one side, as sentences and lines of YAML. */
export function suggest(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
  verdict: DirectionVerdict,
  sourceOf: SourceOf = () => undefined,
): string[] {
  const [self, peer] = direction === 'egress' ? [from, to] : [to, from];
  const places = verdict.rules.map(
    ({ manifest, path }) => `${describeObject(manifest.object)} at ${manifest.file}:${manifest.lineOf(path)}`,
  );
  const sources = [...new Set(verdict.rules.flatMap(({ manifest }) => sourceOf(manifest) ?? []))];
  switch (outcome(verdict)) {
    case 'denied':
      if (verdict.because === 'protocol')
        return [
          'to open: set the Helm value `sctp.enabled: true`, or `enable-extended-ip-protocols: "true"` in `extraConfig`',
        ];
      if (verdict.because === 'authentication')
        return ['to open: set the Helm value `authentication.enabled: true`, or remove `authentication` from the rule'];
      if (sources.length > 0 && verdict.because === 'default-deny')
        return [
          `to open: state the connection from ${nameOfEnd(from)} to ${nameOfEnd(to)} on port ${flow.port} where the client is described (these policies are written from ${sources.join(', ')}), and run \`npm run synth\``,
        ];
      if (verdict.verdict === 'allowed')
        return [`to open: let a rule of these admit the request: ${places.join(', ')}`];
      if (verdict.because === 'rules')
        return [`to open: narrow or remove the deny, which no allow beats: ${places.join(', ')}`];
      return [`to open: add to a policy that selects ${self.endpoint!.name}`, ...allowRule(direction, peer, flow)];
    case 'allowed':
      if (verdict.because === 'rules' && sources.length > 0)
        return [
          `to close: remove or narrow the connection in ${sources.join(', ')}, from which ${places.join(', ')} is written, and run \`npm run synth\``,
        ];
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

function nameOfEnd({ endpoint, peer }: FlowEndpoint): string {
  if (endpoint !== undefined) return endpoint.name;
  return peer.name ?? peer.address?.text ?? [...peer.labels.bySource.keys()].join(', ').replaceAll('reserved:', '');
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
