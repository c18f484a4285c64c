import { type Address, contains } from '../../model/cidr';
import { edgesOf, endpointsOf, hostsOf, nodesOf } from './places';
import { type ClusterRule, clusterRule, duplicates, when } from './rule';

/** Port of the Kubernetes API on every Talos control plane. */
const apiServerPort = 6443;

export const nodeRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'node-outside-network',
    severity: 'error',
    title: 'A node outside the network of the nodes',
    why: 'kubelet and etcd choose their address by `nodeCIDR`. A machine without one in it never joins.',
    wrong: `
network: {nodeCIDR: 192.168.20.0/24}
loadBalancing: {pools: [{name: lan, blocks: [192.168.20.200-192.168.20.219]}]}
`,
    right: 'network: {nodeCIDR: 192.168.10.0/24}',
    find: cluster => {
      const { nodeCIDR } = cluster.network;
      return nodesOf(cluster)
        .filter(node => !contains(nodeCIDR, node.range))
        .map(({ at, text }) => ({
          at,
          message: `node \`${text}\` has no address in nodeCIDR \`${nodeCIDR.text}\``,
          allowed: `an address inside \`${nodeCIDR.text}\``,
          repair: 'correct the address, or widen network.nodeCIDR',
        }));
    },
  }),
  clusterRule({
    code: 'network-address',
    severity: 'error',
    title: 'A machine with the first or last address of its network',
    why: 'The first address names the network and the last one is its broadcast address. No machine on that network can have either.',
    wrong: 'talos: {endpoint: https://192.168.10.255:6443, controlPlanes: [192.168.10.255]}',
    right: 'talos: {endpoint: https://192.168.10.10:6443, controlPlanes: [192.168.10.10]}',
    source: 'RFC 1122 §3.2.1.3, RFC 3021',
    find: cluster =>
      [...nodesOf(cluster), ...endpointsOf(cluster), ...hostsOf(cluster)].flatMap(({ at, text }) =>
        when(
          edgesOf(cluster).some(edge => edge.text === text),
          {
            at,
            message: `\`${text}\` is the first or last address of nodeCIDR \`${cluster.network.nodeCIDR.text}\`, which no machine can have`,
            allowed: 'an address between the two',
            repair: 'write the address of the machine',
          },
        ),
      ),
  }),
  clusterRule({
    code: 'duplicate-node',
    severity: 'error',
    title: 'A node listed twice',
    why: 'A machine is either a control plane or a worker. A control plane runs workloads too in a cluster without workers.',
    wrong: 'talos: {workers: [192.168.10.21, 192.168.10.10]}',
    right: 'talos: {workers: [192.168.10.21]}',
    find: cluster =>
      duplicates(
        nodesOf(cluster),
        node => node.text,
        ({ at, text }) => ({
          at,
          message: `node \`${text}\` is listed twice`,
          allowed: 'every node once, as control plane or as worker',
          repair: 'remove one of the two; a control plane runs workloads too in a cluster without workers',
        }),
      ),
  }),
  clusterRule({
    code: 'even-control-planes',
    severity: 'warning',
    title: 'An even number of control planes',
    why: 'etcd needs a majority. An even number survives no more failures than the odd number below it, and has one more machine that can fail.',
    wrong: 'talos: {endpoint: https://192.168.10.5:6443, controlPlanes: [192.168.10.10, 192.168.10.11]}',
    right: 'talos: {endpoint: https://192.168.10.5:6443, controlPlanes: [192.168.10.10, 192.168.10.11, 192.168.10.12]}',
    find: ({ talos: { controlPlanes } }) =>
      when(controlPlanes.length % 2 === 0, {
        at: ['talos', 'controlPlanes'],
        message: `\`${controlPlanes.length}\` control planes survive no more failures than \`${controlPlanes.length - 1}\`, and have one more that can fail`,
        allowed: 'an odd number, mostly 1 or 3',
        repair: 'add a control plane, or make one a worker',
      }),
  }),
  clusterRule({
    code: 'endpoint-is-worker',
    severity: 'error',
    title: 'An API endpoint on a worker',
    why: 'Workers serve no Kubernetes API: nothing answers there.',
    wrong: 'talos: {endpoint: https://192.168.10.21:6443, workers: [192.168.10.21]}',
    right: 'talos: {endpoint: https://192.168.10.10:6443, workers: [192.168.10.21]}',
    find: ({ talos: { endpoint, controlPlanes, workers } }) =>
      when(includes(workers, endpoint.host) && !includes(controlPlanes, endpoint.host), {
        at: ['talos', 'endpoint'],
        message: `the endpoint \`${endpoint.text}\` is a worker, which serves no Kubernetes API`,
        allowed: 'a virtual address, a load balancer or a control plane',
        repair: `use \`https://${controlPlanes[0]?.text}:${apiServerPort}\` or a virtual address`,
      }),
  }),
  clusterRule({
    code: 'endpoint-port',
    severity: 'error',
    title: 'An API endpoint on a port that a control plane does not serve',
    why: 'Talos serves the Kubernetes API at port 6443. Another port works only on a load balancer in front of the control planes.',
    wrong: 'talos: {endpoint: https://192.168.10.10:443}',
    right: 'talos: {endpoint: https://192.168.10.10:6443}',
    find: ({ talos }) => {
      const { host, port } = talos.endpoint;
      return when(includes(talos.controlPlanes, host) && port !== apiServerPort, {
        at: ['talos', 'endpoint'],
        message: `nothing serves the Kubernetes API at port \`${port}\` of \`${host}\``,
        allowed: `port ${apiServerPort} of a control plane; another one only on a load balancer in front of them`,
        repair: `did you mean \`https://${host}:${apiServerPort}\`?`,
      });
    },
  }),
  clusterRule({
    code: 'endpoint-not-redundant',
    severity: 'warning',
    title: 'One of several control planes as the API endpoint',
    why: 'When that machine is down, the API is unreachable from outside, although the others still serve it.',
    wrong:
      'talos: {endpoint: https://192.168.10.10:6443, controlPlanes: [192.168.10.10, 192.168.10.11, 192.168.10.12]}',
    right: 'talos: {endpoint: https://192.168.10.5:6443, controlPlanes: [192.168.10.10, 192.168.10.11, 192.168.10.12]}',
    find: cluster =>
      endpointsOf(cluster)
        .filter(({ text }) => cluster.talos.controlPlanes.length > 1 && includes(cluster.talos.controlPlanes, text))
        .map(({ at, text }) => ({
          at,
          message: `the endpoint is the control plane \`${text}\` itself: when it is down, the API is unreachable from outside`,
          allowed: 'a virtual address or a load balancer in front of all control planes',
          repair: 'give the control planes a virtual address (Talos `Layer2VIPConfig`) and name that',
        })),
  }),
];

function includes(nodes: readonly Address[], host: string): boolean {
  return nodes.some(({ text }) => text === host);
}
