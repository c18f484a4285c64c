import { minimalCluster } from '../../test/fleet';
import { checkValues } from '../../upstream/values';
import { metricsServerValues } from './metrics-server';

const workers = { endpoint: 'https://192.0.2.10:6443', controlPlanes: ['192.0.2.10'], workers: ['192.0.2.20'] };

test.each([{}, { monitoring: false }, { talos: workers }])('the chart knows every value with %j', sections => {
  expect(checkValues('metrics-server', metricsServerValues(minimalCluster(sections)))).toEqual([]);
});

test('a second node gets a second replica, of which one at a time may be evicted', () => {
  expect(metricsServerValues(minimalCluster())).toMatchObject({ replicas: 1, podDisruptionBudget: { enabled: false } });
  expect(metricsServerValues(minimalCluster({ talos: workers }))).toMatchObject({
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  });
});

test('the API server verifies the certificate of Metrics Server', () => {
  const { tls, apiService } = metricsServerValues(minimalCluster());
  expect({ tls, apiService }).toEqual({ tls: { type: 'cert-manager' }, apiService: { insecureSkipTLSVerify: false } });
});
