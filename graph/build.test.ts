import { minimalCluster, shippedCluster, shippedFleet } from '../test/fleet';
import { endpointOf } from './argocd';
import { buildGraph } from './build';
import type { Graph } from './graph';
import { layerNames } from './layer';
import { idOf, isWorkload, type Need, type Party, type Port, tcp, workload } from './workload';

const graphOf = (name: string) => buildGraph(shippedCluster(name), shippedFleet);
const everyGraph = shippedFleet.map(cluster => [cluster.name, buildGraph(cluster, shippedFleet)] as const);

const port = ({ number, endNumber, protocol }: Port) =>
  `${number}${endNumber === undefined ? '' : `-${endNumber}`}${protocol === 'TCP' ? '' : `/${protocol}`}`;

function end(party: Party): string {
  if (isWorkload(party)) return idOf(party);
  if ('entities' in party) return party.entities.join('|');
  if ('pods' in party) return 'any pod';
  return ('cidrs' in party ? party.cidrs : party.names).join('|');
}

const line = ({ from, to, ports, why }: Need) =>
  `${end(from)} → ${end(to)} ${ports.map(port).join(' ')} because it ${why}`;

/** The ports that `from` opens, by workload: `monitoring/grafana 3000`. */
function opened({ needs }: Graph, from: string): string[] {
  const targets = needs.filter(need => end(need.from) === from && !need.dns);
  return [...new Set(targets.flatMap(({ to, ports }) => ports.map(each => `${end(to)} ${port(each)}`)))].sort();
}

test('the homelab, need by need', () => {
  expect(graphOf('homelab').needs.map(line).join('\n')).toMatchSnapshot();
});

describe.each(everyGraph)('the graph of %s', (_name, { workloads, needs }) => {
  test('has every workload once, and both ends of every need', () => {
    const ids = workloads.map(idOf);
    const ends = needs.flatMap(({ from, to }) => [from, to]).filter(isWorkload);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ends.map(idOf).filter(id => !ids.includes(id))).toEqual([]);
  });

  test('asks a workload only for ports that it has', () => {
    const portsOf = new Map(workloads.map(each => [idOf(each), Object.values(each.ports).map(port)]));
    const wrong = needs.filter(
      ({ to, ports }) => isWorkload(to) && ports.some(each => !portsOf.get(idOf(to))!.includes(port(each))),
    );
    expect(wrong.map(line)).toEqual([]);
  });

  test('gives each need once, with a reason that finishes the sentence', () => {
    const lines = needs.map(line);
    expect(lines.filter((each, index) => lines.indexOf(each) !== index)).toEqual([]);
    expect(needs.filter(({ why }) => !/^[a-z]+,? \S.*[^.\s]$/.test(why)).map(line)).toEqual([]);
    expect(needs.filter(({ ports }) => ports.length === 0).map(line)).toEqual([]);
  });

  test('tells pods of one namespace apart by their labels', () => {
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

  test('lets every pod that connects to anything resolve names, and nobody else', () => {
    const [clients, lookups] = [(need: Need) => !need.dns, (need: Need) => need.dns !== undefined].map(
      kind =>
        new Set(
          needs
            .filter(kind)
            .map(need => need.from)
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
  const east = shippedCluster('production-east');
  expect(buildGraph(east, shippedFleet.toReversed())).toEqual(buildGraph(east, shippedFleet));
});

test('Prometheus reaches all that the platform exports', () => {
  expect(opened(graphOf('production-east'), 'monitoring/prometheus')).toEqual([
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
  expect(opened(graphOf('homelab'), 'kube-system/kube-apiserver')).toEqual([
    'cert-manager/cert-manager-webhook 10250',
    'longhorn-system/longhorn-manager 9502',
    'monitoring/prometheus-operator 10250',
    'talos/kubelet 10250',
  ]);
});

test('the Gateway reaches what the cluster file exposes, and ACME solvers', () => {
  expect(opened(graphOf('production-west'), 'ingress')).toEqual([
    'argocd/argocd-server 8080',
    'gateway-system/acme-solver 8089',
    'kube-system/hubble-ui 8081',
    'monitoring/alertmanager 9093',
    'monitoring/grafana 3000',
  ]);
});

test('nodes mount volumes from the pods of Longhorn', () => {
  expect(opened(graphOf('homelab'), 'talos/volume-mount')).toEqual([
    'longhorn-system/instance-manager 3260',
    'longhorn-system/share-manager 2049',
  ]);
});

test('agents reach each other by what routing, encryption and egress gateways use', () => {
  expect(opened(graphOf('homelab'), 'kube-system/cilium')).toEqual([
    'kube-system/cilium 4240',
    'kube-system/cilium 8472/UDP',
    'kube-system/kube-apiserver 6443',
  ]);
  expect(opened(graphOf('production-east'), 'kube-system/cilium')).toEqual([
    '10.1.0.2/32|10.1.0.3/32 179',
    'kube-system/cilium 4240',
    'kube-system/cilium 51871/UDP',
    'kube-system/cilium 6081/UDP',
    'kube-system/clustermesh-apiserver 2379',
    'kube-system/kube-apiserver 6443',
  ]);
  expect(opened(graphOf('production-west'), 'kube-system/cilium')).toContain('kube-system/cilium 8472/UDP');
  const native = { nodeCIDR: '192.0.2.0/24', routing: { mode: 'native', nativeCIDR: '10.244.0.0/16' } };
  expect(opened(buildGraph(minimalCluster({ network: native }), []), 'kube-system/cilium')).toEqual([
    'kube-system/cilium 4240',
    'kube-system/kube-apiserver 6443',
  ]);
});

test('meshed clusters reach each other’s mesh API server', () => {
  const { needs } = graphOf('production-east');
  expect(needs.map(line).filter(each => each.includes('production-west'))).toEqual([
    '10.2.0.0/24 → kube-system/clustermesh-apiserver 2379 because it is where production-west reads the state of this cluster from',
    'kube-system/clustermesh-apiserver → 10.2.16.70/32 2379 because it caches the state of production-west',
  ]);
});

test('names the hosts outside that the cluster file implies', () => {
  const outside = (name: string) =>
    opened(graphOf(name), 'longhorn-system/instance-manager')
      .concat(opened(graphOf(name), 'external-dns/external-dns'), opened(graphOf(name), 'cert-manager/cert-manager'))
      .filter(each => !/^[a-z-]+\//.test(each));
  expect(outside('production-east')).toEqual([
    'infraflux-east.s3.eu-central-1.amazonaws.com|s3.eu-central-1.amazonaws.com 443',
    'api.cloudflare.com 443',
    '1.1.1.1/32|1.0.0.1/32 53',
    '1.1.1.1/32|1.0.0.1/32 53/UDP',
    'acme-v02.api.letsencrypt.org 443',
    'api.cloudflare.com 443',
  ]);
  expect(outside('production-west')).toEqual([
    '10.2.0.60/32 2049',
    '10.2.0.53/32 53',
    '10.2.0.53/32 53/UDP',
    'acme-staging-v02.api.letsencrypt.org 443',
    'world|ingress 80',
  ]);
});

test.each([
  ['https://github.com/octocat/infraflux.git', 'github.com', 443],
  ['git@git.example.net:octocat/infraflux.git', 'git.example.net', 22],
  ['ssh://git@git.example.net:2222/octocat/infraflux.git', 'git.example.net', 2222],
  ['oci://ghcr.io/octocat/charts', 'ghcr.io', 443],
  ['registry.example.net:5000/charts', 'registry.example.net', 5000],
])('Argo CD fetches %s from %s:%d', (url, host, number) => {
  expect(endpointOf(url)).toEqual({ host, port: number });
});

test('a Git server with an address for a name is reached by that address', () => {
  const graph = buildGraph(minimalCluster({ git: { repository: 'ssh://git@192.0.2.7/octocat/infraflux.git' } }), []);
  expect(opened(graph, 'argocd/argocd-repo-server')).toContain('192.0.2.7/32 22');
});

test('what the cluster file turns off is not there, nor is any need of it', () => {
  const off = minimalCluster({ hubble: false, runtimeSecurity: false, monitoring: false, storage: false });
  const { workloads, needs } = buildGraph(off, [off]);
  expect(layerNames.filter(layer => workloads.some(each => each.layer === layer))).toEqual([
    'cilium',
    'cert-manager',
    'argocd',
    'network-policies',
  ]);
  expect(needs.map(line).filter(each => /hubble|tetragon|monitoring\/|longhorn-|volume-mount/.test(each))).toEqual([]);
});

test('the user’s own workloads are scraped and resolve names like the rest', () => {
  const front = workload({
    layer: 'workloads',
    namespace: 'shop',
    name: 'front',
    network: 'pod',
    labels: { app: 'front' },
    ports: { http: tcp(8080) },
    scraped: ['http'],
  });
  const needs = [{ from: front, to: { names: ['api.example.net'] }, ports: [tcp(443)], why: 'asks for prices' }];
  const graph = buildGraph(minimalCluster(), [], [{ workloads: [front], needs }]);
  expect(graph.needs.map(line).filter(each => each.includes('shop/front'))).toEqual([
    'shop/front → api.example.net 443 because it asks for prices',
    'monitoring/prometheus → shop/front 8080 because it scrapes the metrics of front',
    'shop/front → kube-system/coredns 53/UDP 53 because it resolves the names of what it connects to',
  ]);
});
