import { parsePort } from '../../ports';
import { allItems } from '../context';
import type { LintRule } from '../rule';

export const invertedRange: LintRule = {
  code: 'inverted-range',
  severity: 'error',
  summary: 'a port range that ends before it starts, or starts at a name or at 0',
  why: 'Cilium takes a range whose end is not above its start for the first port alone, port 0 for every port, and has no ranges of named ports. None of it is an error to Cilium.',
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
  find: context =>
    allItems(context).flatMap(({ item, path, written: { manifest } }) =>
      (item.toPorts ?? []).flatMap(({ ports = [] }, index) =>
        ports.flatMap(({ port = '', endPort = 0 }, number) => {
          const message = faultOf(port, endPort);
          return message === undefined
            ? []
            : [
                {
                  manifest,
                  path: [...path, 'toPorts', index, 'ports', number, 'endPort'],
                  message,
                  repair: 'write the lower port first, as a number',
                },
              ];
        }),
      ),
    ),
};

function faultOf(text: string, endPort: number): string | undefined {
  const port = parsePort(text);
  if (endPort === 0 || port === undefined) return undefined;
  if ('name' in port) return `a range that starts at the name \`${text}\` is none`;
  if (port.number === 0) return `port 0 is every port, not 0–${endPort}`;
  return endPort < port.number ? `the range ${port.number}–${endPort} is port ${port.number} alone` : undefined;
}
