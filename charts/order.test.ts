import type { LayerName } from '../graph/layers';
import type { KubernetesObject } from '../model/manifest';
import type { LayerContent } from './layer-content';
import { dependenciesOf, wavesOf } from './order';

const object = (apiVersion: string, kind: string, name: string, rest: object = {}): KubernetesObject => {
  const [namespace, own] = name.includes('/') ? name.split('/') : [undefined, name];
  return { apiVersion, kind, metadata: { name: own!, ...(namespace && { namespace }) }, ...rest };
};

const layer = (name: LayerName, ...objects: KubernetesObject[]): LayerContent => ({
  name,
  objects,
  releases: [],
  upstream: [],
});

const namespaces = layer(
  'namespaces',
  object('v1', 'Namespace', 'gateway-system'),
  object('v1', 'Namespace', 'monitoring'),
);
const gatewayApi = layer('gateway-api');
const cilium = layer('cilium');
const pools = layer('load-balancing', object('cilium.io/v2', 'CiliumLoadBalancerIPPool', 'lan'));
const issuers = layer('cert-manager', object('cert-manager.io/v1', 'ClusterIssuer', 'platform'));
const gateways = layer('ingress', {
  ...object('gateway.networking.k8s.io/v1', 'Gateway', 'gateway-system/internal', {
    spec: { gatewayClassName: 'cilium' },
  }),
  metadata: {
    name: 'internal',
    namespace: 'gateway-system',
    annotations: { 'cert-manager.io/cluster-issuer': 'platform' },
  },
});
const grafana = layer(
  'monitoring',
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'monitoring/grafana', {
    spec: { parentRefs: [{ name: 'internal', namespace: 'gateway-system' }] },
  }),
);
const denyAll = layer(
  'network-policies',
  object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'default-deny', {
    spec: { endpointSelector: { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] } },
  }),
);
const stack = [denyAll, grafana, gateways, issuers, pools, cilium, gatewayApi, namespaces];

test('a layer waits for the kinds, namespaces, classes, addresses, issuers and Gateways that it uses', () => {
  expect(dependenciesOf(stack).filter(({ layer }) => layer !== 'network-policies')).toEqual([
    { layer: 'cert-manager', needs: 'gateway-api', because: 'gateway.networking.k8s.io/*' },
    { layer: 'ingress', needs: 'cert-manager', because: 'ClusterIssuer platform' },
    { layer: 'ingress', needs: 'cilium', because: 'GatewayClass cilium' },
    { layer: 'ingress', needs: 'gateway-api', because: 'gateway.networking.k8s.io/Gateway' },
    { layer: 'ingress', needs: 'load-balancing', because: 'CiliumLoadBalancerIPPool lan' },
    { layer: 'ingress', needs: 'namespaces', because: 'Namespace gateway-system' },
    { layer: 'load-balancing', needs: 'cilium', because: 'cilium.io/CiliumLoadBalancerIPPool' },
    { layer: 'monitoring', needs: 'gateway-api', because: 'gateway.networking.k8s.io/HTTPRoute' },
    { layer: 'monitoring', needs: 'ingress', because: 'Gateway gateway-system/internal' },
    { layer: 'monitoring', needs: 'namespaces', because: 'Namespace monitoring' },
  ]);
});

test('the default deny comes after everything', () => {
  const waves = wavesOf(stack);
  const last = Math.max(...waves.values());
  expect([...waves].filter(([, wave]) => wave === last)).toEqual([['network-policies', last]]);
});

test('the waves do not depend on the order in which the layers are named', () => {
  expect(Object.fromEntries(wavesOf(stack))).toEqual(Object.fromEntries(wavesOf([...stack].reverse())));
});

test('layers that wait for each other are refused with the circle', () => {
  const hangsOn = (kind: string, name: string) => ({ spec: { parentRefs: [{ kind, name, namespace: name }] } });
  const circle = [
    layer('ingress', object('v1', 'ConfigMap', 'a/a', hangsOn('Service', 'b'))),
    layer('service-mesh', object('v1', 'Service', 'b/b', hangsOn('ConfigMap', 'a'))),
  ];
  expect(() => wavesOf(circle)).toThrow('layers wait for each other: ingress → service-mesh → ingress');
});
