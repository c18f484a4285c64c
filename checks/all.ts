import type { Finding } from '../model/finding';
import type { Rule, RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';
import { compatibleVersions } from './compatible-versions';
import { noDanglingApplications } from './no-dangling-applications';
import { noDeletingHooks } from './no-deleting-hooks';
import { noDeprecatedVersions } from './no-deprecated-versions';
import { noFloatingVersions } from './no-floating-versions';
import { noIdleAnnouncements } from './no-idle-announcements';
import { noIdleWaves } from './no-idle-waves';
import { noLostExclusions } from './no-lost-exclusions';
import { noOversizedFolders } from './no-oversized-folders';
import { noPlaceholders } from './no-placeholders';
import { noSecrets } from './no-secrets';
import { notEvaluated } from './not-evaluated';
import { requireApplicationHealth } from './require-application-health';
import { requireClosure } from './require-closure';
import { requireConnections } from './require-connections';
import { requireOwner } from './require-owner';
import { requirePodSecurity } from './require-pod-security';
import { requirePolicyFirst } from './require-policy-first';
import { requirePools } from './require-pools';
import { requirePruneProtection } from './require-prune-protection';
import { requireReferences } from './require-references';
import { requireSelected } from './require-selected';
import { requireServerSideApply } from './require-server-side-apply';
import { uniqueOwner } from './unique-owner';
import { validAlerts } from './valid-alerts';
import { validCombinations } from './valid-combinations';
import { validDashboards } from './valid-dashboards';
import { validOrder } from './valid-order';
import { validPolicies } from './valid-policies';
import { validPorts } from './valid-ports';
import { validProjects } from './valid-projects';
import { validSchema } from './valid-schema';
import { validValues } from './valid-values';

/** A rule about written manifests; few have findings that another rule made. */
export type RepositoryRule = Rule<Repository, RuleFinding | Finding>;

/** Every check, in the order of `docs/rules/checks/README.md`. */
export const allChecks: readonly RepositoryRule[] = [
  validSchema,
  noDeprecatedVersions,
  validValues,
  validCombinations,
  compatibleVersions,
  notEvaluated,
  requireReferences,
  validPorts,
  requireSelected,
  requirePools,
  noIdleAnnouncements,
  validAlerts,
  validDashboards,
  validOrder,
  requirePolicyFirst,
  noIdleWaves,
  requireApplicationHealth,
  noLostExclusions,
  uniqueOwner,
  requireOwner,
  noDanglingApplications,
  validProjects,
  noSecrets,
  noPlaceholders,
  noFloatingVersions,
  noDeletingHooks,
  requirePruneProtection,
  requirePodSecurity,
  requireServerSideApply,
  noOversizedFolders,
  validPolicies,
  requireConnections,
  requireClosure,
];
