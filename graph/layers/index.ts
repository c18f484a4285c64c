import { layer } from '../layer';
import { argocdLayer } from './argocd';
import { certManagerLayer } from './cert-manager';
import { ciliumLayer } from './cilium';
import { clusterMeshLayer } from './cluster-mesh';
import { egressLayer } from './egress';
import { externalDNSLayer } from './external-dns';
import { hubbleLayer } from './hubble';
import { ingressLayer } from './ingress';
import { longhornLayer } from './longhorn';
import { metricsServerLayer } from './metrics-server';
import { monitoringLayer } from './monitoring';
import { prometheusCRDsLayer } from './prometheus-crds';
import { tetragonLayer } from './tetragon';

/** The stack, bottom-up. Layers without pods and without a chart of their own are described here. */
export const layers = [
  layer({ name: 'namespaces', keepsRemovedObjects: true }),
  layer({ name: 'gateway-api', provides: ['gateway.networking.k8s.io/*'], keepsRemovedObjects: true }),
  prometheusCRDsLayer,
  ciliumLayer,
  hubbleLayer,
  tetragonLayer,
  layer({ name: 'load-balancing' }),
  certManagerLayer,
  ingressLayer,
  egressLayer,
  clusterMeshLayer,
  longhornLayer,
  externalDNSLayer,
  metricsServerLayer,
  monitoringLayer,
  argocdLayer,
  layer({ name: 'service-mesh' }),
  layer({ name: 'workloads' }),
  layer({ name: 'network-policies' }),
] as const;

export type LayerName = (typeof layers)[number]['name'];

export const layerNames: readonly LayerName[] = layers.map(({ name }) => name);

export function layerNamed(name: LayerName): (typeof layers)[number] {
  const found = layers.find(layer => layer.name === name);
  if (found === undefined) throw new Error(`\`${name}\` is not a layer`);
  return found;
}
