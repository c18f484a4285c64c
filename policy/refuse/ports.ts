import type { Step } from '../../model/yaml';
import type { PortProtocol, PortRule } from '../cilium-types';
import type { Settings } from '../input';
import { hasL7Rules } from '../port-rule';
import { parsePort, parseProtocol, protocolsOf120, protocolsWithoutPorts, protocolsWithPorts } from '../ports';
import { type Refusal, refusal } from './refusal';

/** cilium 1.20 pkg/policy/api/rule_validation.go */
const maxPorts = 40;

/** The ports of one `toPorts` entry. */
export function refusePorts(rule: PortRule, settings: Settings, path: readonly Step[]): Refusal[] {
  const ports = rule.ports ?? [];
  const tooMany = refusal('too-many-ports', [...path, 'ports'], `an entry has ${ports.length} ports`, {
    allowed: `at most ${maxPorts}`,
    repair: 'write a range with `endPort`, or several entries',
  });
  return [
    ...(ports.length > maxPorts ? [tooMany] : []),
    ...ports.flatMap((port, index) => [
      ...refusePort(port, settings, [...path, 'ports', index]),
      ...refuseProtocol(port, rule, [...path, 'ports', index]),
    ]),
  ];
}

function refusePort(entry: PortProtocol, { extendedProtocols }: Settings, at: readonly Step[]): Refusal[] {
  const path = [...at, 'port'];
  const text = entry.port ?? '';
  const isPortless = /^(vrrp|igmp)$/i.test(entry.protocol ?? '');
  if (text === '' && isPortless && extendedProtocols) return [];
  if (text === '')
    return [
      refusal('port-missing', path, 'a port is missing', {
        repair: isPortless
          ? 'write `"0"`; without a port Cilium needs `enable-extended-ip-protocols: "true"` in its ConfigMap'
          : 'write `"0"` for every port',
      }),
    ];
  const port = parsePort(text);
  const protocol = entry.protocol ?? '';
  if (protocolsWithoutPorts.some(known => known === protocol) && text !== '0' && !(port && 'name' in port))
    return [
      refusal('port-of-portless', path, `\`${text}\` is given as a port, but ${protocol} has no ports`, {
        repair: 'write `"0"`',
      }),
    ];
  if (port !== undefined) return [];
  return [
    refusal('port-unreadable', path, `\`${text}\` is not a valid port`, {
      allowed: '0–65535, or a service name of at most 15 letters, digits and single dashes',
    }),
  ];
}

function refuseProtocol(entry: PortProtocol, rule: PortRule, at: readonly Step[]): Refusal[] {
  const path = [...at, 'protocol'];
  const protocol = parseProtocol(entry.protocol);
  if (protocol === undefined)
    return [
      refusal('protocol-unknown', path, `\`${entry.protocol}\` is not a protocol that port rules know`, {
        allowed: protocolsWithPorts.join(', '),
        ...(/^icmp/i.test(entry.protocol ?? '') && { repair: 'write `icmps` instead of `toPorts`' }),
      }),
    ];
  if (protocolsOf120.some(known => known === protocol))
    return [refusal('protocol-of-1.20', path, `\`${protocol}\` is new in cilium 1.20; cilium 1.19 rejects it`)];
  if (!hasL7Rules(rule) || (rule.rules?.dns ?? []).length > 0) return [];
  if (protocol === 'TCP') return [];
  return [
    refusal(
      'l7-needs-tcp',
      path,
      `L7 rules other than DNS apply to TCP, not to ${protocol}${entry.protocol ? '' : ', which an absent protocol means'}`,
      {
        repair: 'write `protocol: TCP`',
      },
    ),
  ];
}
