import type { Construct } from 'constructs';
import { namespaces, platformNamespaces } from '../config/namespaces';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { neverPruned } from '../constructs/sync';
import type { Component } from '../graph/application';
import { layers } from '../graph/layers';
import { KubeNamespace } from '../imports/k8s';
import { compare } from '../model/finding';
import type { PodSecurityLevel } from '../model/pod-security-level';

/** A namespace with the least Pod Security level that its pods run under. */
export interface NamespaceProps {
  readonly name: string;
  readonly level: PodSecurityLevel;
}

/** The namespaces of the layers that are on, and of the applications. */
export function namespacesOf(cluster: Cluster, components: readonly Component[]): NamespaceProps[] {
  const used = layers.filter(layer => layer.isOn(cluster)).map(({ namespace }) => namespace);
  const ofPlatform = platformNamespaces.flatMap(name => {
    const level = namespaces[name];
    return level !== undefined && used.includes(name) ? [{ name, level }] : [];
  });
  return [...ofPlatform, ...applicationNamespaces(components).map(name => ({ name, level: 'restricted' as const }))];
}

export function applicationNamespaces(components: readonly Component[]): string[] {
  return [...new Set(components.map(({ namespace }) => namespace))].sort(compare);
}

/**
 * Every namespace, before anything is put into it, with the lowest Pod Security level that its pods need: Talos
 * enforces `baseline` on a namespace that says nothing. Never pruned, because a namespace takes its data with it.
 *
 * Upstream: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class Namespaces extends Layer {
  constructor(scope: Construct, name: string, namespaces: readonly NamespaceProps[]) {
    super(scope, name);
    for (const { name, level } of namespaces) {
      new KubeNamespace(this, name, {
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
