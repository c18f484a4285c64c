import { layer } from '../layer';
import { argocd } from './argocd';
import { certManagerLayer } from './cert-manager';
import { cilium } from './cilium';
import { clusterMesh } from './cluster-mesh';
import { egress } from './egress';
import { externalDNSLayer } from './external-dns';
import { hubble } from './hubble';
import { ingress } from './ingress';
import { longhorn } from './longhorn';
import { metricsServerLayer } from './metrics-server';
import { monitoring } from './monitoring';
import { prometheusCRDs } from './prometheus-crds';
import { tetragon } from './tetragon';

/** The stack, bottom-up. Layers without pods and without a chart of their own are described here. */
export const layers = [
  layer({ name: 'namespaces', keepsRemovedObjects: true }),
  layer({ name: 'gateway-api', provides: ['gateway.networking.k8s.io/*'], keepsRemovedObjects: true }),
  prometheusCRDs,
  cilium,
  hubble,
  tetragon,
  layer({ name: 'load-balancing' }),
  certManagerLayer,
  ingress,
  egress,
  clusterMesh,
  longhorn,
  externalDNSLayer,
  metricsServerLayer,
  monitoring,
  argocd,
  layer({ name: 'service-mesh' }),
  layer({ name: 'workloads' }),
  layer({ name: 'network-policies' }),
] as const;

export type LayerName = (typeof layers)[number]['name'];

export const layerNames: readonly LayerName[] = layers.map(({ name }) => name);

export function layerNamed(name: LayerName): (typeof layers)[number] {
  return layers.find(layer => layer.name === name)!;
}
