import { RE2JS } from 're2js';
import { memoize } from '../model/memoize';
import type { Settings } from './input';

/** The patterns that every agent starts with; `!` leaves labels out (cilium 1.19.7 pkg/labelsfilter/filter.go). */
const patternsOfPods = [
  'io\\.kubernetes\\.pod\\.namespace',
  'io\\.cilium\\.k8s\\.namespace\\.labels',
  'app\\.kubernetes\\.io',
  'io\\.cilium\\.k8s\\.policy\\.cluster',
  'io\\.cilium\\.k8s\\.policy\\.serviceaccount',
  '!io\\.kubernetes',
  '!kubernetes\\.io',
  '!statefulset\\.kubernetes\\.io/pod-name',
  '!apps\\.kubernetes\\.io/pod-index',
  '!batch\\.kubernetes\\.io/job-completion-index',
  '!batch\\.kubernetes\\.io/controller-uid',
  '!.*beta\\.kubernetes\\.io',
  '!k8s\\.io',
  '!pod-template-generation',
  '!pod-template-hash',
  '!controller-revision-hash',
  '!controller-uid',
  '!annotation.*',
  '!etcd_node',
  '!topology\\.kubernetes\\.io',
];

/** Whether a label is part of an identity. */
export type LabelFilter = (source: string, key: string) => boolean;

/** For labels of pods: the patterns of the option `labels` join those that every agent has. */
export const podLabelFilter = memoize(({ identityLabels }: Pick<Settings, 'identityLabels'>) =>
  filterOf(patternsOfPods, identityLabels),
);

/** For labels of nodes: the patterns of the option `node-labels` alone. */
export const nodeLabelFilter = memoize(({ nodeLabels }: Pick<Settings, 'nodeLabels'>) => filterOf([], nodeLabels));

/**
 * The longest pattern that includes a label against the shortest that leaves it out; a pattern matches from the start of
 * the key. One pattern of the option that includes makes a list of all that is included.
 */
function filterOf(byDefault: readonly string[], option: string): LabelFilter {
  const own = option.split(/[\s,]+/).filter(text => text !== '');
  const patterns = [...byDefault, ...own].map(parsePattern);
  const isWhitelist = own.map(parsePattern).some(({ excludes }) => !excludes);
  return remember((source, key) => {
    const found = patterns.flatMap(pattern => {
      if (pattern.source !== '' && pattern.source !== source) return [];
      const matcher = pattern.expression?.matcher(key);
      return matcher?.find() && matcher.start() === 0 ? [{ ...pattern, length: matcher.end() }] : [];
    });
    const included = Math.max(0, ...found.filter(({ excludes }) => !excludes).map(({ length }) => length));
    const excluded = found.filter(({ excludes }) => excludes).map(({ length }) => length);
    const ignored = excluded.length === 0 ? 0 : Math.min(...excluded);
    return (!isWhitelist && ignored === 0) || included > ignored;
  });
}

function parsePattern(text: string) {
  const colon = text.indexOf(':');
  const written = text.slice(colon + 1);
  const excludes = written.startsWith('!');
  return {
    source: colon === -1 ? '' : text.slice(0, colon),
    excludes,
    expression: compile(excludes ? written.slice(1) : written),
  };
}

/** The agent does not start with a pattern that is not RE2: it matches nothing here. */
function compile(text: string): RE2JS | undefined {
  try {
    return RE2JS.compile(text);
  } catch {
    return undefined;
  }
}

function remember(filter: LabelFilter): LabelFilter {
  const known = new Map<string, boolean>();
  return (source, key) => {
    const name = `${source}:${key}`;
    const result = known.get(name) ?? filter(source, key);
    known.set(name, result);
    return result;
  };
}
