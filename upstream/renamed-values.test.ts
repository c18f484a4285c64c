import { parseYaml } from '../model/yaml';
import { renamedValuesOf } from './renamed-values';
import { checkValues, keysOf } from './values';

const faultsOf = (chart: string, yaml: string) => checkValues(chart, parseYaml(yaml)[0]!.value);

test.each([
  ['tunnel: disabled', 'write `routingMode: native`'],
  ['tunnel: geneve', 'write `routingMode: tunnel` and `tunnelProtocol: geneve`'],
  ['nativeRoutingCIDR: 10.0.0.0/16', 'write `ipv4NativeRoutingCIDR: 10.0.0.0/16`'],
  ['kubeProxyReplacement: strict', 'write `kubeProxyReplacement: true`'],
  ['kubeProxyReplacement: disabled', 'write `kubeProxyReplacement: false`'],
  ['bandwidthManager: true', 'write `bandwidthManager.enabled: true`'],
  ['enableCiliumEndpointSlice: true', 'write `ciliumEndpointSlice.enabled: true`'],
  [
    'ipam: { operator: { clusterPoolIPv4PodCIDR: 10.42.0.0/16 } }',
    'write `ipam.operator.clusterPoolIPv4PodCIDRList: ["10.42.0.0/16"]`',
  ],
  ['bgp: { enabled: true }', 'write `bgpControlPlane.enabled: true`'],
  ['remoteNodeIdentity: true', 'remove `remoteNodeIdentity`, which has no successor'],
  ['clustermesh: { apiserver: { tls: { ca: { key: c2VjcmV0 } } } }', 'write `tls.ca.key` with its value'],
])('%s: %s', (yaml, repair) => {
  expect(faultsOf('cilium', yaml)).toMatchObject([{ code: 'renamed-value', repair }]);
});

test('values of the present form are not renamed', () => {
  const yaml = 'kubeProxyReplacement: "true"\nbandwidthManager: { enabled: true }\nencryption: { enabled: true }';
  expect(faultsOf('cilium', yaml)).toEqual([]);
});

test.each(['cilium', 'argo-cd', 'kube-prometheus-stack'])('the chart %s knows every new name', chart => {
  const paths = renamedValuesOf(chart).flatMap(({ to = [] }) =>
    typeof to === 'string' ? [to] : Object.values(to).flatMap(values => Object.keys(values)),
  );
  const nested = (path: string) => path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), null);
  const unknown = paths.filter(path => checkValues(chart, nested(path), keysOf(chart)).length > 0);
  expect(unknown).toEqual([]);
});
