import { checkValues, keysOf } from '../../upstream/values';
import { ciliumCombinations } from './cilium';
import type { Combination } from './combination';
import { otherCombinations } from './others';

const all: Readonly<Record<string, readonly Combination[]>> = { cilium: ciliumCombinations, ...otherCombinations };
const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
const valuesOf = (values: Readonly<Record<string, unknown>>) => (path: string) => values[path];
const found = (values: Readonly<Record<string, unknown>>) =>
  ciliumCombinations.filter(({ holds }) => holds(valuesOf(values))).map(({ at }) => at.join('.'));

test.each(Object.entries(all))('the chart %s knows every value that a combination names', (chart, combinations) => {
  const unknown = combinations
    .map(({ at }) => at)
    // Deprecated values are what some combinations are about.
    .filter(at => at.join('.') !== 'installCRDs')
    .filter(at => checkValues(chart, nested(at, null), keysOf(chart)).some(({ code }) => code === 'unknown-value'));
  expect(unknown).toEqual([]);
});

const whole = { 'hubble.enabled': false, kubeProxyReplacement: true };
const native = { ...whole, routingMode: 'native', ipv4NativeRoutingCIDR: '10.0.0.0/8' };
const talos = { ...whole, k8sServiceHost: 'localhost', k8sServicePort: 7445 };

test.each([
  ['the defaults', whole, []],
  ['direct routes in a tunnel', { ...whole, autoDirectNodeRoutes: true }, ['autoDirectNodeRoutes']],
  ['direct routes without one', { ...native, autoDirectNodeRoutes: true }, []],
  ['DSR in a tunnel', { ...whole, 'loadBalancer.mode': 'dsr' }, ['loadBalancer.mode']],
  ['hybrid in a tunnel', { ...whole, 'loadBalancer.mode': 'hybrid' }, ['loadBalancer.mode']],
  [
    'Geneve dispatch in a VXLAN tunnel',
    { ...whole, 'loadBalancer.mode': 'dsr', 'loadBalancer.dsrDispatch': 'geneve' },
    ['loadBalancer.mode'],
  ],
  [
    'Geneve dispatch in a Geneve tunnel',
    { ...whole, 'loadBalancer.mode': 'dsr', 'loadBalancer.dsrDispatch': 'geneve', tunnelProtocol: 'geneve' },
    [],
  ],
  [
    'Geneve dispatch without the protocol',
    { ...native, 'loadBalancer.mode': 'dsr', 'loadBalancer.dsrDispatch': 'geneve' },
    ['loadBalancer.dsrDispatch'],
  ],
  ['a dispatch without DSR', { ...native, 'loadBalancer.dsrDispatch': 'opt' }, ['loadBalancer.dsrDispatch']],
  [
    'the host firewall with IPsec',
    { ...whole, 'hostFirewall.enabled': true, 'encryption.enabled': true },
    ['hostFirewall.enabled'],
  ],
  [
    'the host firewall with WireGuard',
    { ...whole, 'hostFirewall.enabled': true, 'encryption.enabled': true, 'encryption.type': 'wireguard' },
    [],
  ],
  [
    'no connection tracking in a tunnel',
    { ...whole, installNoConntrackIptablesRules: true, 'bpf.masquerade': true },
    ['installNoConntrackIptablesRules'],
  ],
  [
    'KubePrism without the facts of Talos',
    talos,
    ['securityContext.capabilities.ciliumAgent', 'cgroup.autoMount.enabled'],
  ],
  [
    'KubePrism with them',
    {
      ...talos,
      'securityContext.capabilities.ciliumAgent': ['NET_ADMIN'],
      'securityContext.capabilities.cleanCiliumState': ['NET_ADMIN'],
      'cgroup.autoMount.enabled': false,
      'cgroup.hostRoot': '/sys/fs/cgroup',
    },
    [],
  ],
])('%s', (_, values, expected) => {
  expect(found(values)).toEqual(expected);
});
