import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { neverPruned } from '../constructs/sync';

/** A namespace with the least Pod Security level that its pods run under. */
export interface NamespaceProps {
  readonly name: string;
  readonly level: 'privileged' | 'baseline' | 'restricted';
}

/** The platform's namespaces. kube-system is Talos' own, and exempt from Pod Security there. */
export function platformNamespaces({ storage, monitoring, dns, ingress }: Cluster): NamespaceProps[] {
  const hasGateway = ingress.gateways.public || ingress.gateways.internal;
  return [
    { name: 'argocd', level: 'restricted' },
    { name: 'cert-manager', level: 'restricted' },
    ...given(hasGateway, { name: 'gateway-system', level: 'restricted' }),
    // node-exporter uses the host's network, processes and files.
    ...given(monitoring !== false, { name: 'monitoring', level: 'privileged' }),
    // Longhorn's engines attach block devices of the host.
    ...given(storage !== false, { name: 'longhorn-system', level: 'privileged' }),
    ...given(dns !== undefined, { name: 'external-dns', level: 'restricted' }),
  ];
}

function given(condition: boolean, namespace: NamespaceProps): NamespaceProps[] {
  return condition ? [namespace] : [];
}

/**
 * Every namespace, before anything is put into it, with the Pod Security level that its pods need and no more: Talos
 * enforces `baseline` on a namespace that says nothing. Never pruned, because a namespace takes its data with it.
 *
 * Upstream: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class Namespaces extends Layer {
  constructor(scope: Construct, name: string, namespaces: readonly NamespaceProps[]) {
    super(scope, name);
    for (const { name, level } of namespaces) {
      new ApiObject(this, name, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          annotations: neverPruned,
          labels: {
            'pod-security.kubernetes.io/enforce': level,
            'pod-security.kubernetes.io/audit': level,
            'pod-security.kubernetes.io/warn': level,
          },
        },
      });
    }
  }
}
