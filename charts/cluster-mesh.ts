import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import { clusterMeshApiserver } from '../graph/layers/cluster-mesh';
import { IntOrString, KubeService } from '../imports/k8s';
import { allow } from './allow';
import { meshPort } from './cilium-mesh-values';

export interface ClusterMeshProps {
  readonly mesh: NonNullable<Cluster['clusterMesh']>;
  readonly allowances: readonly Allowance[];
}

/**
 * Where the peers of a mesh find this cluster, and who may talk to its mesh API server; the server itself is part of
 * Cilium's chart. A cluster joins by its file: `clusterMesh.peers` names it on both sides, every id and pod network is unique,
 * and the Secret `cilium-ca` holds the same authority everywhere before Cilium is installed. A Service with the
 * annotation `service.cilium.io/global: "true"` is then one Service in all clusters that have it.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/clustermesh/clustermesh/
 */
export class ClusterMesh extends Layer {
  constructor(scope: Construct, name: string, { mesh, allowances }: ClusterMeshProps) {
    super(scope, name);
    const { name: server, namespace, labels, ports } = clusterMeshApiserver;
    allow(this, allowances);
    new KubeService(this, 'service', {
      metadata: { name: server, namespace, annotations: { 'lbipam.cilium.io/ips': mesh.address.text } },
      spec: {
        type: 'LoadBalancer',
        selector: labels,
        ports: [{ name: 'etcd', port: meshPort, targetPort: IntOrString.fromNumber(ports.etcd.number) }],
      },
    });
  }
}
