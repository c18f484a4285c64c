import { fixtureCluster, fixtureFleet, minimalCluster } from '../test/fleet';
import { buildGraph } from './build';
import type { Graph } from './graph';
import { layerNames } from './layers';
import { type Connection, idOf, isWorkload, type Peer, type Port, tcp, workload } from './workload';

const graphOf = (sections: object) => buildGraph(minimalCluster(sections), []);
const acme = { issuer: 'acme', email: 'platform@example.net' };

const everyGraph = fixtureFleet.map(cluster => [cluster.name, buildGraph(cluster, fixtureFleet)] as const);

const port = ({ number, endNumber, protocol }: Port) =>
  `${number}${endNumber === undefined ? '' : `-${endNumber}`}${protocol === 'TCP' ? '' : `/${protocol}`}`;

function end(peer: Peer): string {
  if (isWorkload(peer)) return idOf(peer);
  if ('entities' in peer) return peer.entities.join('|');
  if ('pods' in peer) return 'any pod';
  return ('cidrs' in peer ? peer.cidrs : peer.names).join('|');
}

const line = ({ from, to, ports, why }: Connection) =>
  `${end(from)} → ${end(to)} ${ports.map(port).join(' ')} because it ${why}`;

/** The ports that `from` opens, by workload: `monitoring/grafana 3000`. */
function opened({ connections }: Graph, from: string): string[] {
  const targets = connections.filter(connection => end(connection.from) === from && !connection.dns);
  return [...new Set(targets.flatMap(({ to, ports }) => ports.map(each => `${end(to)} ${port(each)}`)))].sort();
}

test('every connection of the homelab', () => {
  expect(buildGraph(fixtureCluster('homelab'), fixtureFleet).connections.map(line).join('\n')).toMatchSnapshot();
});

describe.each(everyGraph)('the graph of %s', (_name, { workloads, connections }) => {
  test('has every workload once, and both ends of every connection', () => {
    const ids = workloads.map(idOf);
    const ends = connections.flatMap(({ from, to }) => [from, to]).filter(isWorkload);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ends.map(idOf).filter(id => !ids.includes(id))).toEqual([]);
  });

  test('uses only ports that a workload has', () => {
    const portsOf = new Map(workloads.map(each => [idOf(each), Object.values(each.ports).map(port)]));
    const wrong = connections.filter(
      ({ to, ports }) => isWorkload(to) && ports.some(each => !portsOf.get(idOf(to))!.includes(port(each))),
    );
    expect(wrong.map(line)).toEqual([]);
  });

  test('has each connection once, with a reason that finishes the sentence', () => {
    const lines = connections.map(line);
    expect(lines.filter((each, index) => lines.indexOf(each) !== index)).toEqual([]);
    expect(connections.filter(({ why }) => !/^[a-z]+,? \S.*[^.\s]$/.test(why)).map(line)).toEqual([]);
    expect(connections.filter(({ ports }) => ports.length === 0).map(line)).toEqual([]);
  });

  test('distinguishes the pods of a namespace by their labels', () => {
    const pods = workloads.filter(({ network }) => network === 'pod');
    const confused = pods.filter(a =>
      pods.some(
        b =>
          idOf(a) !== idOf(b) &&
          a.namespace === b.namespace &&
          Object.entries(a.labels).every(([key, value]) => b.labels[key] === value),
      ),
    );
    expect(confused.map(idOf)).toEqual([]);
  });

  test('lets exactly the pods with outgoing connections resolve names', () => {
    const [clients, lookups] = [
      (connection: Connection) => !connection.dns,
      (connection: Connection) => connection.dns !== undefined,
    ].map(
      kind =>
        new Set(
          connections
            .filter(kind)
            .map(connection => connection.from)
            .filter(isWorkload)
            .filter(({ network }) => network === 'pod')
            .map(idOf),
        ),
    );
    clients!.delete('kube-system/coredns');
    clients!.delete('kube-system/node-local-dns');
    expect(lookups).toEqual(clients);
  });
});

test('does not depend on the order of the fleet', () => {
  const east = fixtureCluster('production-east');
  expect(buildGraph(east, fixtureFleet.toReversed())).toEqual(buildGraph(east, fixtureFleet));
});

test('Prometheus reaches all that the platform exports', () => {
  const everything = {
    dns: { provider: 'cloudflare', zones: ['example.net'] },
    egress: { nodeLocalDNS: true },
    clusterMesh: { id: 1, peers: ['other'], address: '192.0.2.200' },
  };
  expect(opened(graphOf(everything), 'monitoring/prometheus')).toEqual([
    'argocd/argocd-application-controller 8082',
    'argocd/argocd-applicationset-controller 8080',
    'argocd/argocd-repo-server 8084',
    'argocd/argocd-server 8083',
    'cert-manager/cert-manager 9402',
    'cert-manager/cert-manager-cainjector 9402',
    'cert-manager/cert-manager-webhook 9402',
    'external-dns/external-dns 7979',
    'kube-system/cilium 9962',
    'kube-system/cilium 9965',
    'kube-system/cilium-envoy 9964',
    'kube-system/cilium-operator 9963',
    'kube-system/clustermesh-apiserver 9962',
    'kube-system/clustermesh-apiserver 9963',
    'kube-system/clustermesh-apiserver 9964',
    'kube-system/coredns 9153',
    'kube-system/hubble-relay 9966',
    'kube-system/kube-apiserver 6443',
    'kube-system/kube-controller-manager 10257',
    'kube-system/kube-scheduler 10259',
    'kube-system/metrics-server 10250',
    'kube-system/node-local-dns 9253',
    'kube-system/tetragon 2112',
    'kube-system/tetragon-operator 2113',
    'longhorn-system/longhorn-manager 9500',
    'monitoring/alertmanager 8080',
    'monitoring/alertmanager 9093',
    'monitoring/grafana 3000',
    'monitoring/kube-state-metrics 8080',
    'monitoring/node-exporter 9100',
    'monitoring/prometheus 8080',
    'monitoring/prometheus 9090',
    'monitoring/prometheus-operator 10250',
    'talos/etcd 2381',
    'talos/kubelet 10250',
  ]);
});

test('the API server reaches its kubelets and every webhook', () => {
  expect(opened(graphOf({}), 'kube-system/kube-apiserver')).toEqual([
    'cert-manager/cert-manager-webhook 10250',
    'kube-system/metrics-server 10250',
    'longhorn-system/longhorn-manager 9502',
    'monitoring/prometheus-operator 10250',
    'talos/kubelet 10250',
  ]);
});

test('the Gateway reaches what the cluster file exposes, and ACME solvers', () => {
  const sections = {
    ingress: { expose: { prometheus: 'none', longhorn: 'none', grafana: 'public' } },
    certificates: { ...acme, challenge: 'http01' },
  };
  expect(opened(graphOf(sections), 'ingress')).toEqual([
    'argocd/argocd-server 8080',
    'gateway-system/acme-solver 8089',
    'kube-system/hubble-ui 8081',
    'monitoring/alertmanager 9093',
    'monitoring/grafana 3000',
  ]);
});

test('nodes mount volumes from the pods of Longhorn', () => {
  expect(opened(graphOf({}), 'talos/volume-mount')).toEqual([
    'longhorn-system/instance-manager 3260',
    'longhorn-system/share-manager 2049',
  ]);
});

describe('agents reach each other', () => {
  const ways = (sections: object) =>
    opened(graphOf(sections), 'kube-system/cilium').filter(each => /cilium (?!4240)/.test(each));
  const routed = (routing: object) => ({ network: { nodeCIDR: '192.0.2.0/24', routing } });
  const native = { mode: 'native', nativeCIDR: '10.244.0.0/16' };
  const pools = [{ name: 'lan', blocks: ['192.0.2.200-192.0.2.219'] }];
  const egressGateway = {
    name: 'partner',
    namespaces: ['shop'],
    destinations: ['198.51.100.0/24'],
    nodeSelector: { gateway: 'yes' },
    address: '192.0.2.11',
  };

  test.each([
    ['a tunnel', {}, ['8472/UDP']],
    ['a Geneve tunnel', routed({ mode: 'tunnel', tunnelProtocol: 'geneve' }), ['6081/UDP']],
    ['native routing', routed(native), []],
    ['WireGuard', { ...routed(native), encryption: {} }, ['51871/UDP']],
    ['an egress gateway', { ...routed(native), egress: { gateways: [egressGateway] } }, ['8472/UDP']],
    [
      'direct server return by Geneve',
      {
        ...routed({ ...native, tunnelProtocol: 'geneve' }),
        loadBalancing: { pools, mode: 'dsr', dsrDispatch: 'geneve' },
      },
      ['6081/UDP'],
    ],
  ])('for %s', (_way, sections, ports) => {
    expect(ways(sections)).toEqual(ports.map(each => `kube-system/cilium ${each}`));
  });
});

test('meshed clusters reach each other’s mesh API server', () => {
  const near = minimalCluster({ name: 'near', clusterMesh: { id: 1, peers: ['far'], address: '192.0.2.200' } });
  const far = minimalCluster({
    name: 'far',
    network: { nodeCIDR: '203.0.113.0/24' },
    clusterMesh: { id: 2, peers: ['near'], address: '203.0.113.200' },
  });
  expect(
    buildGraph(near, [near, far])
      .connections.map(line)
      .filter(each => each.includes('far')),
  ).toEqual([
    '203.0.113.0/24 → kube-system/clustermesh-apiserver 2379 because it is where far reads the state of this cluster from',
    'kube-system/clustermesh-apiserver → 203.0.113.200/32 2379 because it caches the state of far',
  ]);
});

describe('names the hosts outside that the cluster file implies', () => {
  const storage = (backup: object) => ({ storage: { backup } });
  test.each([
    [
      'longhorn-system/instance-manager',
      storage({ target: 's3://backups@eu-central-1/' }),
      ['backups.s3.eu-central-1.amazonaws.com|s3.eu-central-1.amazonaws.com 443'],
    ],
    [
      'longhorn-system/longhorn-manager',
      storage({ target: 's3://backups@r/', endpoint: 's3.example.net' }),
      ['backups.s3.example.net|s3.example.net 443'],
    ],
    ['longhorn-system/instance-manager', storage({ target: 'nfs://192.0.2.60:/backups' }), ['192.0.2.60/32 2049']],
    [
      'external-dns/external-dns',
      { dns: { provider: 'cloudflare', zones: ['example.net'] } },
      ['api.cloudflare.com 443'],
    ],
    [
      'external-dns/external-dns',
      { dns: { provider: 'rfc2136', zones: ['example.net'], server: '192.0.2.53' } },
      ['192.0.2.53/32 53', '192.0.2.53/32 53/UDP'],
    ],
    [
      'cert-manager/cert-manager',
      { certificates: acme },
      [
        '1.1.1.1/32|1.0.0.1/32 53',
        '1.1.1.1/32|1.0.0.1/32 53/UDP',
        'acme-v02.api.letsencrypt.org 443',
        'api.cloudflare.com 443',
      ],
    ],
    [
      'cert-manager/cert-manager',
      { certificates: { ...acme, directory: 'staging', challenge: 'http01' } },
      ['acme-staging-v02.api.letsencrypt.org 443', 'world|ingress 80'],
    ],
    ['cert-manager/cert-manager', {}, []],
    [
      'monitoring/alertmanager',
      { monitoring: { alertReceivers: { secret: 'a', hosts: ['events.pagerduty.com'] } } },
      ['events.pagerduty.com 443'],
    ],
    [
      'argocd/argocd-repo-server',
      { git: { repository: 'ssh://git@192.0.2.7/octocat/infraflux.git' } },
      [
        '*.githubusercontent.com|argoproj.github.io|charts.jetstack.io|charts.longhorn.io|github.com|helm.cilium.io|kubernetes-sigs.github.io|prometheus-community.github.io 443',
        '192.0.2.7/32 22',
      ],
    ],
  ])('%s with %j', (from, sections, hosts) => {
    expect(opened(graphOf(sections), from).filter(each => !/^[a-z-]+\//.test(each))).toEqual(hosts);
  });
});

test('what the cluster file turns off has no workloads and no connections', () => {
  const off = minimalCluster({ hubble: false, runtimeSecurity: false, monitoring: false, storage: false });
  const { workloads, connections } = buildGraph(off, [off]);
  expect(layerNames.filter(layer => workloads.some(each => each.layer === layer))).toEqual([
    'cilium',
    'cert-manager',
    'metrics-server',
    'argocd',
    'network-policies',
  ]);
  expect(
    connections.map(line).filter(each => /hubble|tetragon|monitoring\/|longhorn-|volume-mount/.test(each)),
  ).toEqual([]);
});

test('the user’s own workloads are scraped and resolve names like the rest', () => {
  const front = workload({
    namespace: 'shop',
    name: 'front',
    network: 'pod',
    labels: { app: 'front' },
    ports: { http: tcp(8080) },
    scraped: ['http'],
  });
  const connections = [{ from: front, to: { names: ['api.example.net'] }, ports: [tcp(443)], why: 'asks for prices' }];
  const graph = buildGraph(minimalCluster(), [], [{ workloads: [front], connections }]);
  expect(graph.connections.map(line).filter(each => each.includes('shop/front'))).toEqual([
    'shop/front → api.example.net 443 because it asks for prices',
    'monitoring/prometheus → shop/front 8080 because it scrapes the metrics of front',
    'shop/front → kube-system/coredns 53/UDP 53 because it resolves the names of what it connects to',
  ]);
});
