import { quoted } from '../../../model/structure/violation';
import type { Path, Surroundings } from '../../paths/path';
import { pathsTo, surroundingsOf } from '../../paths/paths';
import { type LocalRedirect, readRedirects } from '../../paths/redirects';
import { serviceName } from '../../paths/services';
import { outcome, type Verdict } from '../../verdict';
import { type LintRule, placeIn, when } from '../visit';

export const redirectDenied: LintRule = {
  code: 'redirect-denied',
  severity: 'error',
  title: 'A local redirect to pods that the clients may not reach',
  why: 'A CiliumLocalRedirectPolicy replaces the destination before Cilium asks the policy of the client: egress rules have to allow the backend on the node. A policy that allows only the original destination, such as CoreDNS, drops every connection, and with it every DNS lookup.',
  wrong: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-local-dns, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: node-local-dns } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: kube-dns } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec: { selector: { k8s-app: kube-dns }, ports: [{ name: dns, port: 53, protocol: UDP }] }
---
apiVersion: cilium.io/v2
kind: CiliumLocalRedirectPolicy
metadata: { name: nodelocaldns, namespace: kube-system }
spec:
  redirectFrontend: { serviceMatcher: { serviceName: kube-dns, namespace: kube-system } }
  redirectBackend:
    localEndpointSelector: { matchLabels: { k8s-app: node-local-dns } }
    toPorts: [{ port: "53", name: dns, protocol: UDP }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - toEndpoints:
        - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
      toPorts: [{ ports: [{ port: "53", protocol: UDP }] }]
`,
  right: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-local-dns, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: node-local-dns } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec: { template: { metadata: { labels: { k8s-app: kube-dns } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec: { selector: { k8s-app: kube-dns }, ports: [{ name: dns, port: 53, protocol: UDP }] }
---
apiVersion: cilium.io/v2
kind: CiliumLocalRedirectPolicy
metadata: { name: nodelocaldns, namespace: kube-system }
spec:
  redirectFrontend: { serviceMatcher: { serviceName: kube-dns, namespace: kube-system } }
  redirectBackend:
    localEndpointSelector: { matchLabels: { k8s-app: node-local-dns } }
    toPorts: [{ port: "53", name: dns, protocol: UDP }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c }] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - toEndpoints:
        - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
        - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: node-local-dns }
      toPorts: [{ ports: [{ port: "53", protocol: UDP }] }]
`,
  source: 'cilium#24654',
  find: ({ engine, workloads, settings, manifests, networks, pods }) => {
    const around = surroundingsOf(engine, workloads, settings, { manifests, networks, nodes: [] });
    return manifests.flatMap(manifest =>
      readRedirects([manifest], settings).flatMap(redirect => {
        const clients = pods.map(({ workload }) => workload.name).filter(name => isCutOff(name, redirect, around));
        const frontend = redirect.service ?? redirect.address;
        return when(clients.length > 0, {
          ...placeIn(manifest, ['spec', 'redirectBackend'])('localEndpointSelector'),
          message: `the egress policy of ${clients.map(quoted).join(', ')} allows \`${frontend}\` and denies the backend to which it is redirected`,
          repair: 'allow the backend in the egress policies of the clients as well',
        });
      }),
    );
  },
};

/** Whether a client may reach the original destination on some port, and not the backend. */
function isCutOff(client: string, redirect: LocalRedirect, around: Surroundings): boolean {
  const { address } = redirect;
  const service = around.services.find(each => serviceName(each) === redirect.service);
  const to =
    address !== undefined ? { kind: 'address' as const, address } : service && { kind: 'service' as const, service };
  if (to === undefined) return false;
  return (service?.ports ?? redirect.ports).some(({ port, protocol }) => {
    const outcomes = (redirects: readonly LocalRedirect[]) =>
      pathsTo(client, to, { port, protocol }, { ...around, redirects }).flatMap(path => egressOutcomes(path, around));
    const original = outcomes([]);
    return original.length > 0 && original.every(each => each === 'allowed') && outcomes([redirect]).includes('denied');
  });
}

const egressOutcomes = ({ legs }: Path, { engine }: Surroundings): Verdict['verdict'][] =>
  legs.map(({ flow }) => {
    const { egress, isAudited } = engine.judge(flow);
    return egress === undefined || isAudited === true ? 'allowed' : outcome(egress);
  });
