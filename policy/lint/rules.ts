import type { LintRule } from './rule';
import { bareNamespaceLabel } from './rules/bare-namespace-label';
import { cidrForPods } from './rules/cidr-for-pods';
import { clusterwideCatchesCilium } from './rules/clusterwide-catches-cilium';
import { denyOnly } from './rules/deny-only';
import { emptyList } from './rules/empty-list';
import { emptyRuleAsAllow } from './rules/empty-rule-as-allow';
import { foreignNamespace } from './rules/foreign-namespace';
import { fqdnWithoutDns } from './rules/fqdn-without-dns';
import { httpHostRegex } from './rules/http-host-regex';
import { invertedRange } from './rules/inverted-range';
import { l4VoidsL7 } from './rules/l4-voids-l7';
import { literalHeader } from './rules/literal-header';
import { mergeConflict } from './rules/merge-conflict';
import { missingCidrGroup } from './rules/missing-cidr-group';
import { portNotListened } from './rules/port-not-listened';
import { portsWithoutEffect } from './rules/ports-without-effect';
import { queryBlindPath } from './rules/query-blind-path';
import { selectorMatchesNothing } from './rules/selector-matches-nothing';
import { selectsHostNetwork } from './rules/selects-host-network';
import { unknownLabel } from './rules/unknown-label';
import { unknownNamespaceLabel } from './rules/unknown-namespace-label';
import { unreachableRule } from './rules/unreachable-rule';

/** All lint rules, in the order of their names. */
export const lintRules: readonly LintRule[] = [
  bareNamespaceLabel,
  cidrForPods,
  clusterwideCatchesCilium,
  denyOnly,
  emptyList,
  emptyRuleAsAllow,
  foreignNamespace,
  fqdnWithoutDns,
  httpHostRegex,
  invertedRange,
  l4VoidsL7,
  literalHeader,
  mergeConflict,
  missingCidrGroup,
  portNotListened,
  portsWithoutEffect,
  queryBlindPath,
  selectorMatchesNothing,
  selectsHostNetwork,
  unknownLabel,
  unknownNamespaceLabel,
  unreachableRule,
];
