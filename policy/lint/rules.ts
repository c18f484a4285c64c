import { bareNamespaceLabel } from './rules/bare-namespace-label';
import { cidrForPods } from './rules/cidr-for-pods';
import { clusterwideCatchesCilium } from './rules/clusterwide-catches-cilium';
import { denyOnly } from './rules/deny-only';
import { emptyList } from './rules/empty-list';
import { emptyRuleAsAllow } from './rules/empty-rule-as-allow';
import { foreignNamespace } from './rules/foreign-namespace';
import { fqdnWithoutDns } from './rules/fqdn-without-dns';
import { httpHostRegex } from './rules/http-host-regex';
import { initInNamespace } from './rules/init-in-namespace';
import { invertedRange } from './rules/inverted-range';
import { l4VoidsL7 } from './rules/l4-voids-l7';
import { l7RemovedIn120 } from './rules/l7-removed-in-1.20';
import { literalHeader } from './rules/literal-header';
import { mergeConflict } from './rules/merge-conflict';
import { missingCidrGroup } from './rules/missing-cidr-group';
import { namedPortOutside } from './rules/named-port-outside';
import { peerSelectsNobody } from './rules/peer-selects-nobody';
import { portNotListened } from './rules/port-not-listened';
import { portsWithoutEffect } from './rules/ports-without-effect';
import { queryBlindPath } from './rules/query-blind-path';
import { redirectDenied } from './rules/redirect-denied';
import { selectorMatchesNothing } from './rules/selector-matches-nothing';
import { selectsHostNetwork } from './rules/selects-host-network';
import { serviceOfApiServer } from './rules/service-of-api-server';
import { unknownLabel } from './rules/unknown-label';
import { unknownNamespaceLabel } from './rules/unknown-namespace-label';
import { unreachableRule } from './rules/unreachable-rule';
import { unreadAnnotation } from './rules/unread-annotation';
import type { LintRule } from './visit';

/** What Cilium accepts although it is almost certainly a mistake, in the order of the codes. */
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
  initInNamespace,
  invertedRange,
  l4VoidsL7,
  l7RemovedIn120,
  literalHeader,
  mergeConflict,
  missingCidrGroup,
  namedPortOutside,
  peerSelectsNobody,
  portNotListened,
  portsWithoutEffect,
  queryBlindPath,
  redirectDenied,
  selectorMatchesNothing,
  selectsHostNetwork,
  serviceOfApiServer,
  unknownLabel,
  unknownNamespaceLabel,
  unreachableRule,
  unreadAnnotation,
];
