import type { RuleText } from '../../model/rule';
import { clusterRules } from './cluster';
import { fleetRules } from './fleet';
import { readingRules } from './reading';
import { incompatibleVersions } from './versions';

/** Everything that can be found in cluster files, as it is to be read: the pages and `--explain` list it. */
export const clusterRuleSet: readonly RuleText[] = [
  ...Object.values(readingRules),
  ...clusterRules,
  ...fleetRules,
  incompatibleVersions,
];
