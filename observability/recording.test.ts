import { Yaml } from 'cdk8s';
import { runOn } from '../test/promtool';
import { installed } from '../test/tool';
import { recordings } from './recording';

const withPromtool = installed('promtool') ? test : test.skip;

/** The values of a recording rule after ten minutes of samples. */
const cases = [
  {
    record: 'cilium_agent_status',
    series: {
      'up{job="cilium-agent",node="good"}': '1x10',
      'cilium_hive_status{status="degraded",node="good"}': '0x10',
      'up{job="cilium-agent",node="degraded"}': '1x10',
      'cilium_hive_status{status="degraded",node="degraded"}': '2x10',
      'up{job="cilium-agent",node="down"}': '0x10',
    },
    values: { '{node="good"}': 1, '{node="degraded"}': 0, '{node="down"}': 0 },
  },
  {
    record: 'cilium_policy_enforcement_status',
    series: {
      'cilium_policy_endpoint_enforcement_status{node="a",enforcement="both"}': '7x10',
      'cilium_policy_endpoint_enforcement_status{node="b",enforcement="both"}': '5x10',
      'cilium_policy_endpoint_enforcement_status{node="b",enforcement="none"}': '1x10',
    },
    values: { '{enforcement="both"}': 12, '{enforcement="none"}': 1 },
  },
  {
    record: 'cilium_loadbalancer_services',
    // The operator that is not the leader reports 0.
    series: {
      'cilium_operator_lbipam_services_matching{pod="x"}': '4x10',
      'cilium_operator_lbipam_services_matching{pod="y"}': '0x10',
      'cilium_operator_lbipam_services_unsatisfied{pod="x"}': '1x10',
    },
    values: { '{state="matching"}': 4, '{state="unsatisfied"}': 1 },
  },
  {
    record: 'gateway:errors:ratio_rate5m',
    series: {
      'envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix="listener-secure",envoy_response_code_class="5"}':
        '0+1x10',
      'envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix="listener-secure",envoy_response_code_class="2"}':
        '0+3x10',
      'envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix="envoy-prometheus-metrics-listener",envoy_response_code_class="2"}':
        '0+99x10',
    },
    values: { '{}': 0.25 },
  },
  {
    record: 'dns:errors:ratio_rate5m',
    // Nothing has failed yet: the ratio is 0, not absent.
    series: { 'coredns_dns_responses_total{rcode="NOERROR"}': '0+60x10' },
    values: { '{}': 0 },
  },
];

withPromtool.each(cases)('$record', ({ record, series, values: expected }) => {
  const { expr } = recordings.find(recording => recording.record === record)!;
  const tests = [
    {
      interval: '1m',
      input_series: Object.entries(series).map(([series, values]) => ({ series, values })),
      promql_expr_test: [
        {
          expr: record,
          eval_time: '10m',
          exp_samples: Object.entries(expected).map(([labels, value]) => ({ labels: `${record}${labels}`, value })),
        },
      ],
    },
  ];
  const rules = Yaml.stringify({ groups: [{ name: 'recording', rules: [{ record, expr }] }] });
  const output = runOn(
    { rules, tests: Yaml.stringify({ rule_files: ['rules'], tests }) },
    'promtool',
    'test',
    'rules',
    'tests',
  );
  expect(output).toMatch(/SUCCESS/);
});
