import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CiliumLocalRedirectPolicy,
  CiliumLocalRedirectPolicySpecRedirectBackendToPortsProtocol as RedirectProtocol,
} from '../imports/cilium.io';
import { PodMonitor } from '../imports/monitoring.coreos.com';

interface Port {
  readonly number: number;
  readonly protocol: string;
}

export interface NodeLocalDNSProps {
  readonly name: string;
  /** Must be that of the cluster's resolver, whose Service it stands in for. */
  readonly namespace: string;
  readonly image: string;
  /** Labels of the caches. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: { readonly dns: Port; readonly 'dns-tcp': Port; readonly metrics: Port };
  /** Labels of the cluster's resolver. */
  readonly resolver: Readonly<Record<string, string>>;
  /** Whether a PodMonitor has the caches scraped. */
  readonly monitored: boolean;
}

/** The resolver under a name that is not redirected, for the caches themselves. */
const upstreamService = 'kube-dns-upstream';
const healthPort = 8080;

/**
 * A DNS cache on every node. Queries to the Service `kube-dns` go to the cache on the same node, or to the Service
 * where that node has none. The caches are ordinary pods: no address on the node, no iptables, no capability.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/kubernetes/local-redirect-policy/#node-local-dns-cache and
 * `kubernetes 1.36 cluster/addons/dns/nodelocaldns`
 */
export class NodeLocalDNS extends Construct {
  constructor(scope: Construct, id: string, props: NodeLocalDNSProps) {
    super(scope, id);
    const { name, namespace, labels, ports, resolver, monitored } = props;
    new ApiObject(this, 'upstream', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: upstreamService, namespace },
      spec: {
        selector: resolver,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
        ],
      },
    });
    new ApiObject(this, 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data: { Corefile: corefile(ports.metrics.number) },
    });
    new ApiObject(this, 'caches', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name, namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        updateStrategy: { rollingUpdate: { maxUnavailable: '10%' } },
        template: { metadata: { labels }, spec: podSpec(props) },
      },
    });
    new CiliumLocalRedirectPolicy(this, 'redirect', {
      metadata: { name, namespace },
      spec: {
        redirectFrontend: { serviceMatcher: { serviceName: 'kube-dns', namespace } },
        redirectBackend: {
          localEndpointSelector: { matchLabels: { ...labels } },
          toPorts: [
            { name: 'dns', port: `${ports.dns.number}`, protocol: RedirectProtocol.UDP },
            { name: 'dns-tcp', port: `${ports['dns-tcp'].number}`, protocol: RedirectProtocol.TCP },
          ],
        },
      },
    });
    if (monitored) {
      new PodMonitor(this, 'monitor', {
        metadata: { name, namespace },
        spec: { selector: { matchLabels: { ...labels } }, podMetricsEndpoints: [{ port: 'metrics' }] },
      });
    }
  }
}

function podSpec({ name, image, ports }: NodeLocalDNSProps) {
  const probe = { httpGet: { path: '/health', port: healthPort } };
  return {
    priorityClassName: 'system-node-critical',
    automountServiceAccountToken: false,
    // The resolver of the node: the cache must not ask itself.
    dnsPolicy: 'Default',
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'node-cache',
        image,
        args: [
          // Required, and without an interface of no effect.
          '-localip=169.254.20.10',
          '-setupinterface=false',
          '-setupiptables=false',
          '-skipteardown=true',
          '-conf=/etc/Corefile',
          `-upstreamsvc=${upstreamService}`,
        ],
        ports: Object.entries(ports).map(([name, { number, protocol }]) => ({ name, containerPort: number, protocol })),
        resources: { requests: { cpu: '25m', memory: '32Mi' }, limits: { memory: '128Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        livenessProbe: { ...probe, initialDelaySeconds: 60, timeoutSeconds: 5 },
        readinessProbe: probe,
        volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
      },
    ],
    // The program fills in the address of the upstream Service and writes the result to `/etc/Corefile`.
    volumes: [{ name: 'config', configMap: { name, items: [{ key: 'Corefile', path: 'Corefile.base' }] } }],
  };
}

/** Everything is asked of the cluster's resolver, by TCP: what a UDP answer loses costs a client five seconds. */
function corefile(metricsPort: number): string {
  return `.:53 {
    errors
    cache {
        success 9984 30
        denial 9984 5
    }
    reload
    loop
    bind 0.0.0.0
    forward . __PILLAR__CLUSTER__DNS__ {
        force_tcp
    }
    prometheus :${metricsPort}
    health :${healthPort}
}
`;
}
