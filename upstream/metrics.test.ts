import { judgeMetric, valuesOfLabel } from './metrics';

test.each([
  'cilium_endpoint_state',
  'cilium_operator_ipam_ips',
  'cilium_clustermesh_remote_cluster_services',
  'cilium_operator_feature_adv_connect_and_lb_gateway_api_enabled',
  'hubble_http_request_duration_seconds_bucket',
  'tetragon_missed_events_total',
  'node_load1',
])('%s exists, or is of a program that is not known', name => {
  expect(judgeMetric(name)).toBeUndefined();
});

test.each([
  ['cilium_services_events_total', 'never counts it'],
  ['cilium_policy_import_errors_total', 'removed'],
  ['cilium_agent_clustermesh_global_services', 'renamed'],
  ['cilium_endpoint_stat', 'no such metric'],
  ['hubble_http_request_seconds_bucket', 'no such metric'],
  ['tetragon_ring_losses_total', 'no such metric'],
])('%s never has a value', (name, why) => {
  expect(judgeMetric(name)?.why).toContain(why);
});

test('drops have the phrases of the agent as their reasons', () => {
  expect(valuesOfLabel('cilium_drop_count_total', 'reason')).toContain('Policy denied');
  expect(valuesOfLabel('cilium_drop_count_total', 'reason')).not.toContain('POLICY_DENIED');
  expect(valuesOfLabel('cilium_endpoint_state', 'endpoint_state')).toBeUndefined();
});
