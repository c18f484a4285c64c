import { field } from '../model/fields';
import { formatPath, type Step } from '../model/yaml';

/** A Helm value that a chart no longer reads, and what is to be written in its place. */
export interface RenamedValue {
  /** Dotted path. */
  readonly from: string;
  /** First version without it, where upstream names one. */
  readonly gone?: string;
  /** Dotted path that takes the same value; values by path where the old value has several meanings; none where it has no successor. */
  readonly to?: string | Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The pinned version still reads it. */
  readonly isRead?: true;
  /** Only a value of this type is of the old form. */
  readonly only?: 'boolean';
}

/**
 * Cilium: `cilium 1.19` Documentation/operations/upgrade.rst and install/kubernetes/cilium/templates/validate.yaml, and
 * the upgrade notes of 1.12 to 1.18. Argo CD: argo-helm charts/argo-cd README, "Upgrading". kube-prometheus-stack: the
 * charts that it contains take the values of their programs.
 */
const renamed: Readonly<Record<string, readonly RenamedValue[]>> = {
  cilium: [
    {
      from: 'tunnel',
      gone: '1.15',
      to: {
        disabled: { routingMode: 'native' },
        vxlan: { routingMode: 'tunnel', tunnelProtocol: 'vxlan' },
        geneve: { routingMode: 'tunnel', tunnelProtocol: 'geneve' },
      },
    },
    { from: 'nativeRoutingCIDR', to: 'ipv4NativeRoutingCIDR' },
    {
      from: 'kubeProxyReplacement',
      to: {
        strict: { kubeProxyReplacement: true },
        partial: { kubeProxyReplacement: true },
        probe: { kubeProxyReplacement: true },
        disabled: { kubeProxyReplacement: false },
      },
    },
    { from: 'bandwidthManager', to: 'bandwidthManager.enabled', only: 'boolean' },
    { from: 'hostFirewall', to: 'hostFirewall.enabled', only: 'boolean' },
    { from: 'prometheus', to: 'prometheus.enabled', only: 'boolean' },
    { from: 'encryption', to: 'encryption.enabled', only: 'boolean' },
    { from: 'masquerade', to: 'enableIPv4Masquerade' },
    { from: 'hostServices.enabled', to: 'socketLB.enabled' },
    { from: 'hostServices.hostNamespaceOnly', to: 'socketLB.hostNamespaceOnly' },
    { from: 'bgp.enabled', to: 'bgpControlPlane.enabled' },
    { from: 'enableCiliumEndpointSlice', gone: '1.18', to: 'ciliumEndpointSlice.enabled' },
    { from: 'ciliumEndpointSlice.sliceMode', gone: '1.18' },
    ...['keyFile', 'mountPath', 'secretName', 'interface'].map(key => ({
      from: `encryption.${key}`,
      gone: '1.16',
      to: `encryption.ipsec.${key}`,
    })),
    { from: 'proxy.prometheus.enabled', gone: '1.16', to: 'envoy.prometheus.enabled' },
    { from: 'proxy.prometheus.port', gone: '1.16', to: 'envoy.prometheus.port' },
    { from: 'clustermesh.apiserver.tls.ca.cert', gone: '1.15', to: 'tls.ca.cert' },
    { from: 'clustermesh.apiserver.tls.ca.key', gone: '1.15', to: 'tls.ca.key' },
    { from: 'clustermesh.enableMCSAPISupport', isRead: true, gone: '1.20', to: 'clustermesh.mcsapi.enabled' },
    ...['enabled', 'cidr', 'allowRemoteNodeIdentities'].map(key => ({
      from: `encryption.strictMode.${key}`,
      gone: '1.20',
      isRead: true as const,
      to: `encryption.strictMode.egress.${key}`,
    })),
    { from: 'localRedirectPolicy', isRead: true, to: 'localRedirectPolicies.enabled' },
    { from: 'l2podAnnouncements.interface', gone: '1.19', to: 'l2podAnnouncements.interfacePattern' },
    { from: 'ipam.operator.clusterPoolIPv4PodCIDR', to: 'ipam.operator.clusterPoolIPv4PodCIDRList' },
    { from: 'ipam.operator.clusterPoolIPv6PodCIDR', to: 'ipam.operator.clusterPoolIPv6PodCIDRList' },
    ...['externalIPs.enabled', 'nodePort.enabled', 'hostPort.enabled'].map(from => ({
      from,
      gone: '1.19',
      to: { true: { kubeProxyReplacement: true } },
    })),
    { from: 'sessionAffinity', gone: '1.19' },
    { from: 'endpointStatus', gone: '1.16' },
    { from: 'remoteNodeIdentity', gone: '1.16' },
    { from: 'containerRuntime.integration', gone: '1.16' },
    { from: 'etcd.managed', gone: '1.16' },
    { from: 'enableK8sEventHandover', gone: '1.15' },
    { from: 'enableCnpStatusUpdates', gone: '1.15' },
  ],
  'argo-cd': [
    { from: 'server.config', to: 'configs.cm' },
    { from: 'server.rbacConfig', to: 'configs.rbac' },
    { from: 'configs.knownHosts.data.ssh_known_hosts', to: 'configs.ssh.knownHosts' },
    { from: 'installCRDs', to: 'crds.install' },
  ],
  'kube-prometheus-stack': [
    ...['resources', 'tolerations', 'extraArgs', 'hostRootFsMount', 'nodeSelector', 'affinity'].map(key => ({
      from: `nodeExporter.${key}`,
      to: `prometheus-node-exporter.${key}`,
    })),
    ...['resources', 'tolerations', 'extraArgs', 'nodeSelector', 'affinity', 'metricLabelsAllowlist'].map(key => ({
      from: `kubeStateMetrics.${key}`,
      to: `kube-state-metrics.${key}`,
    })),
  ],
};

export const renamedValuesOf = (chart: string): readonly RenamedValue[] =>
  Object.hasOwn(renamed, chart) ? renamed[chart]! : [];

/** The values to write in the place of an old one, by dotted path; undefined where the value is not of the old form. */
export function successorOf(
  { to, only }: RenamedValue,
  value: unknown,
): Readonly<Record<string, unknown>> | 'none' | undefined {
  if (only === 'boolean' && !['true', 'false'].includes(String(value))) return undefined;
  if (to === undefined) return 'none';
  if (typeof to !== 'string') return Object.hasOwn(to, String(value)) ? to[String(value)] : undefined;
  return { [to]: to.endsWith('List') && !Array.isArray(value) ? [value] : value };
}

/** ``write `routingMode: native` `` */
export function repairOf(from: readonly Step[], successor: Readonly<Record<string, unknown>> | 'none'): string {
  if (successor === 'none') return `remove \`${formatPath(from)}\`, which has no successor`;
  const written = Object.entries(successor).map(([path, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    // What is long, or may be secret, is moved rather than repeated.
    return text.length > 60 || /key|cert|password/i.test(path) ? `\`${path}\` with its value` : `\`${path}: ${text}\``;
  });
  return `write ${written.join(' and ')}`;
}

/** What old values have become, by dotted path: the values that their author means. */
export function meantBy(chart: string, values: unknown): ReadonlyMap<string, unknown> {
  return new Map(
    renamedIn(chart, values).flatMap(({ successor }) => (successor === 'none' ? [] : Object.entries(successor))),
  );
}

/** Every old value that is set, with its place. */
export function renamedIn(chart: string, values: unknown) {
  return renamedValuesOf(chart).flatMap(entry => {
    const at = entry.from.split('.');
    const value = field(values, ...at);
    const successor = value === undefined || value === null ? undefined : successorOf(entry, value);
    return successor === undefined ? [] : [{ at, gone: entry.gone, isRead: entry.isRead === true, successor }];
  });
}
