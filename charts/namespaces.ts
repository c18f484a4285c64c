import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Layer } from '../constructs/layer';
import { neverPruned } from '../constructs/sync';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** A namespace with the least Pod Security level that its pods run under. */
export interface NamespaceProps {
  readonly name: string;
  readonly level: PodSecurityLevel;
  readonly labels?: Readonly<Record<string, string>>;
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
    for (const { name, level, labels } of namespaces) {
      new ApiObject(this, name, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          annotations: neverPruned,
          labels: {
            ...labels,
            'pod-security.kubernetes.io/enforce': level,
            'pod-security.kubernetes.io/audit': level,
            'pod-security.kubernetes.io/warn': level,
          },
        },
      });
    }
  }
}
