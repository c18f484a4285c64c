import { clusterFiles } from '../test/cluster-fragments';
import { loadFleet } from './load';

const gateway = (rest: string) =>
  `egress: {gateways: [{name: g, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {a: b}, ${rest}}]}`;
const bgp = (rest: string) =>
  `loadBalancing: {bgp: {localASN: 64512, peers: [{name: r, address: 192.168.10.1, asn: 64500}], ${rest}}}`;
const label64 = 'a'.repeat(64);

/** Upstream refuses each of these, so that synth must not write it. */
test.each([
  ['talos: {controlPlanes: [127.0.0.1]}', 'a loopback address'],
  ['talos: {controlPlanes: [169.254.1.1]}', 'a link-local address'],
  ['talos: {workers: [224.0.0.1]}', 'a multicast address'],
  ['talos: {workers: [0.0.0.0]}', 'an unspecified address'],
  ['talos: {workers: [255.255.255.255]}', 'the broadcast address'],
  ['talos: {workers: ["fd00::1"]}', 'InfraFlux supports IPv4 only'],
  ['talos: {endpoint: "https://[fd00::1]:6443"}', 'InfraFlux supports IPv4 only'],
  ['talos: {endpoint: https://999.999.999.999:6443}', 'cannot be `https://999.999.999.999:6443`'],
  ['talos: {endpoint: https://-:6443}', 'cannot be `https://-:6443`'],
  ['talos: {endpoint: https://localhost:6443}', 'every machine takes it for itself'],
  ['talos: {endpoint: https://127.0.0.1:6443}', 'a loopback address'],
  ['talos: {kubernetesVersion: 1.36.003}', 'cannot be `1.36.003`'],
  ['network: {podCIDR: 127.0.0.0/8}', 'loopback addresses'],
  ['network: {podCIDR: 169.254.0.0/16}', 'link-local addresses'],
  ['network: {podCIDR: 0.0.0.0/0}', 'unspecified addresses'],
  ['network: {podCIDR: "fd00::/48"}', 'InfraFlux supports IPv4 only'],
  ['network: {podCIDR: 10.244.0.0}', 'without a prefix length'],
  ['network: {serviceCIDR: 10.96.0.0/32}', 'fewer than 11 addresses'],
  ['network: {serviceCIDR: 224.0.0.0/16}', 'multicast addresses'],
  ['loadBalancing: {pools: [{name: a, blocks: [127.0.0.0/24]}]}', 'loopback addresses'],
  ['loadBalancing: {pools: [{name: a, blocks: [192.168.10.219-192.168.10.200]}]}', 'ends before it starts'],
  ['loadBalancing: {l2: {interfaces: ["a{2000}"]}}', 'invalid repeat count'],
  ['loadBalancing: {l2: {interfaces: ["(?<n>e)\\\\k<n>"]}}', 'RE2 does not take it'],
  ['loadBalancing: {l2: {interfaces: ["[^]"]}}', 'RE2 does not take it'],
  [`loadBalancing: {l2: {nodeSelector: {a: ${label64}}}}`, 'cannot be'],
  ['loadBalancing: {l2: {nodeSelector: {foo bar!: x}}}', 'cannot have the key `foo bar!`'],
  ['loadBalancing: {l2: {nodeSelector: {"": x}}}', 'cannot have the key'],
  [bgp('timers: {connectRetrySeconds: 9007199254740991}'), 'cannot be `9007199254740991`'],
  [bgp('overrides: [{node: a, routerID: 0.0.0.0}]'), 'a router ID is not zero'],
  ['encryption: {persistentKeepaliveSeconds: 70000}', 'cannot be `70000`'],
  ['monitoring: {retentionDays: 106752}', 'cannot be `106752`'],
  ['monitoring: {grafanaSecret: a..b}', 'cannot be `a..b`'],
  [`domain: ${label64}.dev`, 'cannot be'],
  [`domain: ${`${'a'.repeat(58)}.`.repeat(3)}dev`, 'exceed the 253 characters'],
  ['name: con', 'Windows reserves the name'],
  ['argocd: {hostname: lab.infraflux.dev}', 'does not cover `lab.infraflux.dev`'],
  ['argocd: {hostname: a.b.lab.infraflux.dev}', 'does not cover `a.b.lab.infraflux.dev`'],
  ['workloads: {example: true}\nargocd: {hostname: shop.lab.infraflux.dev}', 'is served already'],
  ['argocd: {repositories: [{url: "oci://user:pw@reg.io/x"}]}', 'carries a credential'],
  ['git: {repository: "https://github.com/a/b?access_token=x"}', 'carries a credential'],
  ['git: {repository: "https://github.com/a/b\';id;\'.git"}', 'cannot be'],
  ['git: {repository: oci://ghcr.io/a}', 'Git has no protocol `oci`'],
  ['git: {repository: https://127.0.0.1/a/b}', 'a loopback address'],
  ['git: {revision: "main; touch x"}', 'cannot be `main; touch x`'],
  ['git: {revision: "main\\ntouch x"}', 'cannot be `main\\ntouch x`'],
  ['git: {secret: "x; touch y"}', 'cannot be `x; touch y`'],
  ['argocd: {repositories: [{url: https://a.io/x, secret: k}, {url: https://b.io/y, secret: k}]}', 'cannot also be'],
  ['storage: {replicas: 1, disks: ""}', 'cannot be ``'],
  ['storage: {replicas: 1, disks: "!!! not cel ((("}', 'CEL does not parse it'],
  ['storage: {replicas: 1, backup: {target: "nfs://a b;id:/x y"}}', 'cannot be'],
  ['storage: {replicas: 1, backup: {target: "nfs://127.0.0.1:/x"}}', 'a loopback address'],
  ['dns: {provider: rfc2136, zones: [infraflux.dev], server: 0.0.0.0}', 'an unspecified address'],
  [gateway('interface: this is not an interface name at all'), 'cannot be'],
  [gateway('excluded: [198.51.100.0/24]'), 'excludes all of its destinations'],
  ['mesh: {id: 1}', '`mesh` is now called `clusterMesh`'],
  ['policy: {posture: enforce}', '`posture` is now called `mode`'],
  ['runtimeSecurity: {posture: enforce}', '`posture` is now called `mode`'],
])('%s is refused: %s', (fragment, words) => {
  const errors = loadFleet(clusterFiles(fragment)).findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
});

test.each([
  'loadBalancing: {l2: {interfaces: ["(?i)^en", "(?P<x>en)", "^eth[0-9]+$"]}}',
  'loadBalancing: {l2: {nodeSelector: {node-role.kubernetes.io/control-plane: ""}}}',
  bgp('overrides: [{node: a, routerID: 1.2.3.4}]'),
  'network: {podCIDR: 240.0.0.0/16}',
  'network: {serviceCIDR: 10.96.0.0/28}',
  'git: {revision: feature/a_b.c}',
  'git: {repository: "ssh://git@git.lab.net:2222/a/b.git", secret: key}',
  `storage: {replicas: 1, disks: "disk.size > 100u * GiB && disk.transport == 'nvme'"}`,
  'storage: {replicas: 1, backup: {target: "nfs://nas.lab.net:/a?nfsOptions=soft,timeo=330"}}',
  'monitoring: {retentionDays: 106751}',
])('%s is accepted', fragment => {
  expect(loadFleet(clusterFiles(fragment)).findings).toEqual([]);
});
