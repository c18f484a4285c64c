import { parsePort } from '../../ports';
import { type LintRule, onPorts } from '../visit';

export const invertedRange: LintRule = {
  code: 'inverted-range',
  severity: 'error',
  title: 'A port range that ends before it starts, or starts at a name or at 0',
  why: 'Cilium takes a range whose end is not above its start for the first port alone, port 0 for every port, and has no ranges of named ports. None of this is an error to Cilium.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "9000", endPort: 8000, protocol: TCP }] }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "8000", endPort: 9000, protocol: TCP }] }]
`,
  source: 'cilium 1.19 pkg/policy/api/l4.go PortProtocol',
  find: onPorts(({ port = '', endPort = 0 }, at) => {
    const message = faultOf(port, endPort);
    return message === undefined
      ? []
      : [{ ...at('endPort'), message, repair: 'write the lower port first, as a number' }];
  }),
};

function faultOf(text: string, endPort: number): string | undefined {
  const port = parsePort(text);
  if (endPort === 0 || port === undefined) return undefined;
  if ('name' in port) return `a range cannot start at the name \`${text}\``;
  if (port.number === 0) return `port 0 is every port, not 0–${endPort}`;
  return endPort < port.number ? `the range ${port.number}–${endPort} is port ${port.number} alone` : undefined;
}
