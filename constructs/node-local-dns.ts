import { Construct } from 'constructs';
import {
  CiliumLocalRedirectPolicy,
  CiliumLocalRedirectPolicySpecRedirectBackendToPortsProtocol as RedirectProtocol,
} from '../imports/cilium.io';
import { IntOrString, KubeConfigMap, KubeDaemonSet, KubeService } from '../imports/k8s';
import { PodMonitor } from '../imports/monitoring.coreos.com';
import { corefile, type NodeLocalDNSProps, podSpec, upstreamService } from './node-local-dns-pod';

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
    new KubeService(this, 'upstream', {
      metadata: { name: upstreamService, namespace },
      spec: {
        selector: resolver,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
        ],
      },
    });
    new KubeConfigMap(this, 'config', {
      metadata: { name, namespace },
      data: { Corefile: corefile(ports.metrics.number) },
    });
    new KubeDaemonSet(this, 'caches', {
      metadata: { name, namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        updateStrategy: { rollingUpdate: { maxUnavailable: IntOrString.fromString('10%') } },
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
