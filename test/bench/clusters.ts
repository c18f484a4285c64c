import type { Endpoint } from '../../policy/input';

/** Clusters to measure with, of any size. */

const namespaces = 50;

/** Each is an identity of its own where `replicas` is 1. */
export function pods(count: number, replicas = 1): Endpoint[] {
  return Array.from({ length: count }, (_, index) => {
    const app = Math.floor(index / replicas);
    return {
      name: `pod-${index}`,
      namespace: `ns-${app % namespaces}`,
      labels: { app: `app-${app}`, tier: `tier-${app % 4}`, part: `part-${app % 7}` },
      namedPorts: [{ name: 'http', port: 8000 + (app % 10), protocol: 'TCP' }],
    };
  });
}

interface Policy {
  readonly kind?: 'CiliumClusterwideNetworkPolicy';
  readonly name: string;
  readonly namespace?: string;
  readonly subject: string;
  readonly ingress: string;
  readonly egress?: string;
}

const write = ({ kind, name, namespace, subject, ingress, egress }: Policy) => `
apiVersion: cilium.io/v2
kind: ${kind ?? 'CiliumNetworkPolicy'}
metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }
spec:
  endpointSelector: { matchLabels: { ${subject} } }
  ingress: ${ingress}
${egress === undefined ? '' : `  egress: ${egress}\n`}`;

const list = (items: readonly Policy[]) => items.map(write).join('---');

/** Policies of four kinds: for one application, for a tier with the Internet, with HTTP, and for a whole namespace. */
export function policies(count: number): string {
  return list(
    Array.from({ length: count }, (_, index): Policy => {
      const kinds = [
        {
          subject: `app: app-${index}`,
          ingress: `[{ fromEndpoints: [{ matchLabels: { tier: tier-${index % 4} } }], toPorts: [{ ports: [{ port: http, protocol: TCP }] }] }]`,
          egress: `[{ toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: ns-${(index + 1) % namespaces} } }], toPorts: [{ ports: [{ port: "8000", endPort: 8009, protocol: TCP }] }] }]`,
        },
        {
          subject: `tier: tier-${index % 4}`,
          ingress: '[{ fromEntities: [cluster] }]',
          egress: `[{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }, { toFQDNs: [{ matchPattern: "*.example-${index}.com" }] }]`,
        },
        {
          subject: `part: part-${index % 7}`,
          ingress: `[{ fromEndpoints: [{ matchLabels: { part: part-${index % 7} } }], toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET, path: "/v${index}/.*" }] } }] }]`,
          egress: '[{ toEntities: [kube-apiserver] }]',
        },
        { subject: '', ingress: '[{ fromEndpoints: [{}] }]', egress: '[{ toEndpoints: [{}] }]' },
      ];
      return { name: `p-${index}`, namespace: `ns-${index % namespaces}`, ...kinds[index % 4]! };
    }),
  );
}

/** Ranges that all overlap the next ones, towards one of the pods. */
export function portRanges(count: number): string {
  const ports = Array.from(
    { length: count },
    (_, index) => `{ port: "${1000 + index * 10}", endPort: ${1000 + index * 10 + 500}, protocol: TCP }`,
  );
  // A list holds at most 40 ports (cilium 1.19 CRD maxItems).
  const lists = Array.from({ length: Math.ceil(count / 40) }, (_, index) => ports.slice(index * 40, index * 40 + 40));
  const toPorts = lists.map(each => `{ ports: [${each.join(', ')}] }`).join(', ');
  return list([
    {
      name: 'ranges',
      namespace: 'ns-0',
      subject: '',
      ingress: `[{ fromEntities: [all], toPorts: [${toPorts}] }]`,
      egress: `[{ toEntities: [all], toPorts: [${toPorts}] }]`,
    },
  ]);
}

/**
 * The shape of Cilium's scalability report: 5 namespaces of 50 Deployments, 250 policies in one namespace and 250
 * cluster-wide ones on ports 80 to 25080, half of them with HTTP rules.
 */
export function scalabilityReport(): { readonly text: string; readonly endpoints: readonly Endpoint[] } {
  const identities = 250;
  const endpoints = Array.from({ length: 50_000 }, (_, index): Endpoint => {
    const app = index % identities;
    return { name: `pod-${index}`, namespace: `ns-${Math.floor(app / 50)}`, labels: { app: `app-${app}` } };
  });
  const policy = (index: number, scope: Partial<Policy>): Policy => {
    const l7 = index % 2 === 0 ? '' : `, rules: { http: [{ method: GET, path: "/path-${index}" }] }`;
    return {
      name: `p-${index}`,
      subject: '',
      ingress: `[{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: "${80 + index * 100}", protocol: TCP }]${l7} }] }]`,
      ...scope,
    };
  };
  const all = Array.from({ length: identities }, (_, index) => [
    policy(index, { namespace: 'ns-0' }),
    policy(index, { kind: 'CiliumClusterwideNetworkPolicy' }),
  ]);
  return { text: list(all.flat()), endpoints };
}
