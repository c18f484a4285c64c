/** Options that several commands have: the same name means the same everywhere. */

const json = { means: ['format', 'json'], explanation: 'short for `--format json`' } as const;

/** `--format` with its values, the first by default, and `--json`. */
export const formats = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  ({
    format: { value: 'FORMAT', values, default: values[0], explanation: 'how to print the result' },
    json,
  }) as const;

/** Of the commands that report findings. */
export const findingFormats = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;

export const dir = {
  dir: {
    value: 'DIR',
    explanation:
      'the folder or file with the manifests of one cluster, or `-` for the standard input; by default the only folder below `dist/`, else the working directory',
  },
} as const;

/** What Cilium's values say where the folder has them; an option wins. */
export const settings = {
  'cluster-name': { value: 'NAME', explanation: 'the name of the cluster in Cilium’s configuration' },
  enforcement: {
    value: 'MODE',
    values: ['default', 'always', 'never'],
    explanation: 'Cilium’s policy enforcement mode',
  },
  'host-firewall': { explanation: 'whether policies also apply to nodes' },
} as const;

const end = 'a workload, `NAMESPACE/*`, an entity, an address, a network, a DNS name or pattern, or `world`';

/** Which pairs a listing shows. */
export const pairs = {
  from: { value: 'END', explanation: `only connections that this end opens: ${end}` },
  to: { value: 'END', explanation: 'only connections to this end, written as for `--from`' },
  'from-world': {
    means: ['from', 'world'],
    explanation: 'only connections from outside the cluster; short for `--from world`',
  },
  'to-world': { means: ['to', 'world'], explanation: 'only connections to the outside; short for `--to world`' },
  namespace: { value: 'NAME', explanation: 'only connections of which an end is in this namespace' },
} as const;

export const baseline = {
  baseline: { value: 'FILE', explanation: 'a file of findings that are accepted; only others are reported' },
  'write-baseline': { value: 'FILE', explanation: 'accept everything that is found now, and write it to this file' },
} as const;

/** The page of one rule instead of a run. */
export const explain = {
  explain: { value: 'CODE', explanation: 'print the page of one rule, and look for nothing' },
} as const;
