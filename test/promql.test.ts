import type { Metric } from '../observability/metrics/metric';
import { checkPromQL, type Vocabulary } from './promql';

const vocabulary: Vocabulary = new Map<string, { labels: Metric['labels'] }>([
  ['up', { labels: { job: ['agent', 'operator'], node: '*' } }],
  ['drops_total', { labels: { job: ['agent'], node: '*', reason: ['Policy denied', 'Rate limited'] } }],
  ['latency_bucket', { labels: { le: '*', path: '*' } }],
  ['nodes', { labels: { node: '*', address: '*' } }],
]);

const faultsOf = (expression: string) => checkPromQL(expression, vocabulary).faults;
const labelsOf = (expression: string) => Object.keys(checkPromQL(expression, vocabulary).labels).sort();

test.each([
  ['sum by (node) (rate(drops_total{reason=~"Policy.*|Rate limited"}[5m])) > 0.1', []],
  ['sum by (pod) (rate(drops_total[5m]))', ['`sum by (pod) (rate(drops_total[5m]))` has no label `pod`']],
  ['up{job="agnet"}', ['`job` of `up` is never `agnet`']],
  ['drops_total{reason=~"Policy.*|Rate Limited"}', ['`reason` of `drops_total` is never `Rate Limited`']],
  ['drops_total{cause="x"}', ['`drops_total` has no label `cause`']],
  ['dropped_total > 0', ['`dropped_total` is not in the catalogue']],
  ['up{node=~"$node"}', []],
  [
    'up * on (path) nodes',
    ['`up * on (path) nodes` has no label `path`', '`up * on (path) nodes` has no label `path`'],
  ],
])('%s', (expression, faults) => {
  expect(faultsOf(expression)).toEqual(faults);
});

test('an expression that is not PromQL is reported', () => {
  expect(faultsOf('sum by (node (up)')).not.toEqual([]);
});

test.each([
  ['sum by (node) (up)', ['node']],
  ['max without (job) (up)', ['node']],
  ['count(up)', []],
  ['topk(3, up)', ['job', 'node']],
  ['histogram_quantile(0.9, sum by (le, path) (rate(latency_bucket[5m])))', ['path']],
  ['up * on (node) group_left (address) nodes', ['address', 'job', 'node']],
  ['up and on (node) drops_total', ['job', 'node']],
  ['max by (node) (up) or max by (job) (up)', ['job', 'node']],
  ['absent(up{job="agent", node=~"a.*"})', ['job']],
  ['absent(up{job="agent"} == 1)', []],
  ['label_replace(sum by (node) (up), "state", "good", "", "")', ['node', 'state']],
  ['time() - max by (node) (up) > 900', ['node']],
  ['sum by (node) (rate(drops_total[5m])) / sum by (node) (up)', ['node']],
])('labels of %s', (expression, labels) => {
  expect(checkPromQL(expression, vocabulary).faults).toEqual([]);
  expect(labelsOf(expression)).toEqual(labels);
});
