import fc from 'fast-check';
import { allChecks } from '../checks/all';
import { runChecks } from '../checks/run';
import { loadFleet } from '../config/load';
import { formatFindings } from '../model/finding';
import { formatYaml } from '../model/yaml';
import { readRepository } from '../repository/repository';
import { clusterGraph } from '../workloads/cluster-graph';
import { writtenFiles } from './written-files';

const address = '192.168.10.10';
const talos = { endpoint: `https://${address}:6443`, controlPlanes: [address] };
const network = { nodeCIDR: '192.168.10.0/24' };
const email = 'platform@infraflux.dev';
const nowhere = { hubble: 'none', prometheus: 'none', alertmanager: 'none', longhorn: 'none' };

/** Sections of a cluster file, each with forms that go with all forms of the others, or are refused with them. */
const sections: Readonly<Record<string, readonly unknown[]>> = {
  talos: [talos, { ...talos, version: '1.14.0' }, { ...talos, workers: ['192.168.10.11', '192.168.10.12'] }],
  network: [
    network,
    { ...network, hostFirewall: true, bandwidthManager: {} },
    { ...network, routing: { mode: 'native', nativeCIDR: '10.244.0.0/16', directNodeRoutes: true } },
  ],
  monitoring: [undefined, false, { alertReceivers: { secret: 'receivers', hosts: ['hooks.slack.com'] } }],
  storage: [{ replicas: 1 }, false, { replicas: 1, backup: { target: 'nfs://192.168.10.60:/backups' } }],
  hubble: [undefined, false, { ui: false, metrics: false }, { export: {} }],
  metricsServer: [undefined, false],
  runtimeSecurity: [undefined, false, { mode: 'enforce' }],
  dns: [undefined, { provider: 'cloudflare', zones: ['infraflux.dev'] }],
  certificates: [undefined, { issuer: 'self-signed' }, { issuer: 'acme', email, challenge: 'http01' }],
  encryption: [undefined, {}, { strictMode: true }],
  ingress: [
    undefined,
    { gateways: { public: false } },
    { gateways: { internal: false }, expose: { ...nowhere, grafana: 'public', argocd: 'public' } },
    { gateways: { public: false, internal: false }, expose: { ...nowhere, grafana: 'none', argocd: 'none' } },
    { controller: true },
  ],
  egress: [undefined, { nodeLocalDNS: true }],
  policy: [undefined, { mode: 'enforce' }],
  workloads: [undefined, { example: true }],
};

const clusterFiles = fc.record(
  Object.fromEntries(Object.entries(sections).map(([key, forms]) => [key, fc.constantFrom(...forms)])),
);

const load = (chosen: Record<string, unknown>) => {
  const file = {
    name: 'lab',
    domain: 'lab.infraflux.dev',
    git: { repository: 'https://github.com/infraflux/infraflux.git' },
    loadBalancing: {
      pools: [{ name: 'lan', blocks: ['192.168.10.200-192.168.10.219'] }],
      l2: { interfaces: ['^en.*'] },
    },
    ...Object.fromEntries(Object.entries(chosen).filter(([, form]) => form !== undefined)),
  };
  return loadFleet([{ file: 'clusters/lab.yaml', text: formatYaml([file]) }]);
};

test('whatever a cluster file combines is refused, or written and proven', () => {
  let proven = 0;
  fc.assert(
    fc.property(clusterFiles, chosen => {
      const { clusters, findings } = load(chosen);
      if (findings.some(({ severity }) => severity === 'error')) return;
      const [cluster] = clusters;
      const { managed, bootstrap } = writtenFiles(cluster!, clusters);
      const project = readRepository(
        new Map([...managed, ...bootstrap]),
        new Map([['lab', clusterGraph(cluster!, clusters)]]),
      );
      expect(formatFindings(runChecks(project, allChecks, { today: '2026-01-01' }).findings)).toBe('');
      proven++;
    }),
    { numRuns: 60, seed: 1 },
  );
  expect(proven).toBeGreaterThan(10);
}, 120_000);
