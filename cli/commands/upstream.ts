import { defineCommand, type Input } from '../command';

const options = {
  repo: { value: 'URL', explanation: 'the repository of the chart; without it, CHART is an address `oci://…`' },
  name: { value: 'NAME', explanation: 'the name of your release; by default that of the chart' },
  namespace: { value: 'NAMESPACE', explanation: 'the namespace of your release; by default the name of the release' },
  values: { value: 'FILE', explanation: 'your values, with which the chart is rendered' },
  dir: { value: 'DIR', default: '.', explanation: 'the root of your repository' },
} as const;

export type UpstreamAddInput = Input<typeof options>;

export const upstreamAddCommand = defineCommand({
  name: 'upstream add',
  summary: 'record what a chart knows and renders, so that checks can judge its values and objects',
  description:
    'Fetches the chart with `helm` and writes `infraflux/upstream/CHART-VERSION.json` in your repository. Commit the file: `check` and `diff` then know the values that the chart reads and the objects that it brings, also for neighbouring versions.',
  positionals: [
    { name: 'CHART', explanation: 'the name of the chart, or an address `oci://…`' },
    { name: 'VERSION', explanation: 'its exact version' },
  ],
  options,
  exits: { 0: 'written', 1: 'the chart could not be fetched' },
  examples: [
    {
      line: 'upstream add podinfo 6.9.2 --repo https://stefanprodan.github.io/podinfo',
      does: 'record a chart of a repository',
    },
    { line: 'upstream add oci://ghcr.io/stefanprodan/charts/podinfo 6.9.2', does: 'record a chart of a registry' },
  ],
  run: async input => (require('../upstream-add') as typeof import('../upstream-add')).upstreamAdd(input),
});
