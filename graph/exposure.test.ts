import { minimalCluster } from '../test/fleet';
import { exposuresOf } from './exposure';
import type { Exposure } from './interface';

const line = ({ hostname, gateway, service, port, login }: Exposure) =>
  `${gateway} ${hostname} → ${service.namespace}/${service.name}:${service.port} (pods on ${port.number})${login ? '' : ', no login'}`;

const names = (sections: object) => exposuresOf(minimalCluster(sections)).map(({ name }) => name);

test('every user interface of a cluster, with its Service', () => {
  expect(exposuresOf(minimalCluster()).map(line)).toEqual([
    'internal hubble.lab.example.net → kube-system/hubble-ui:80 (pods on 8081), no login',
    'internal grafana.lab.example.net → monitoring/kube-prometheus-stack-grafana:80 (pods on 3000)',
    'internal prometheus.lab.example.net → monitoring/kube-prometheus-stack-prometheus:9090 (pods on 9090), no login',
    'internal alertmanager.lab.example.net → monitoring/kube-prometheus-stack-alertmanager:9093 (pods on 9093), no login',
    'internal argocd.lab.example.net → argocd/argocd-server:80 (pods on 8080)',
    'internal longhorn.lab.example.net → longhorn-system/longhorn-frontend:80 (pods on 8000), no login',
  ]);
});

test('the cluster file chooses the Gateway, and the host name of Argo CD', () => {
  const ingress = { expose: { grafana: 'public', hubble: 'none' } };
  const exposures = exposuresOf(minimalCluster({ ingress, argocd: { hostname: 'deploy.example.org' } }));
  expect(exposures.map(({ gateway, hostname }) => `${gateway} ${hostname}`)).toEqual([
    'public grafana.lab.example.net',
    'internal prometheus.lab.example.net',
    'internal alertmanager.lab.example.net',
    'internal deploy.example.org',
    'internal longhorn.lab.example.net',
  ]);
});

test('what does not run, or has no Gateway, is not exposed', () => {
  expect(names({ monitoring: false, storage: false, hubble: { ui: false } })).toEqual(['argocd']);
  expect(names({ ingress: { gateways: { internal: false }, expose: { grafana: 'public' } } })).toEqual(['grafana']);
  expect(names({ ingress: { expose: { argocd: 'none' } } })).not.toContain('argocd');
});
