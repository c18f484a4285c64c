import { shippedCluster, shippedFleet } from '../test/fleet';
import { buildGraph } from './build';
import { serviceMap } from './service-map';

const lines = shippedFleet.flatMap(cluster => serviceMap(buildGraph(cluster, shippedFleet)).split('\n'));

test('groups workloads by layer and draws who connects to whom', () => {
  const map = serviceMap(buildGraph(shippedCluster('homelab'), shippedFleet));
  expect(map).toMatch(/^flowchart LR\n {2}subgraph cilium\n/);
  expect(map).toContain('  subgraph hubble\n    n_kube_system_hubble_relay["hubble-relay"]\n');
  expect(map).toContain('  n_kube_system_hubble_ui --> n_kube_system_hubble_relay\n');
});

test('leaves out what nearly every workload does', () => {
  expect(lines.filter(line => /--> n_kube_system_(kube_apiserver|coredns|node_local_dns)/.test(line))).toEqual([]);
  expect(lines).not.toContain('  n_monitoring_prometheus --> n_argocd_argocd_server');
  expect(lines).toContain('  n_monitoring_prometheus --> n_monitoring_alertmanager');
});

test('declares every end of an arrow, under a name that Mermaid takes', () => {
  const declared = new Set(lines.flatMap(line => /^ +(n_\w+)[[(]/.exec(line)?.[1] ?? []));
  const ends = lines.flatMap(line => line.match(/n_\w+/g) ?? []);
  expect(ends.filter(end => !declared.has(end))).toEqual([]);
  expect(lines.filter(line => /-->/.test(line) && !/^ {2}n_\w+ --> n_\w+$/.test(line))).toEqual([]);
});
