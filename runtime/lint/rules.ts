import type { TracingRule } from './rule';
import { argError } from './rules/arg-error';
import { argumentType } from './rules/argument-type';
import { celLimits } from './rules/cel-limits';
import { deprecatedAction } from './rules/deprecated-action';
import { duplicateHook } from './rules/duplicate-hook';
import { duplicateName } from './rules/duplicate-name';
import { emptyBinaries } from './rules/empty-binaries';
import { enforcers } from './rules/enforcers';
import { fdNeverMatches } from './rules/fd-never-matches';
import { fentryEnforcement } from './rules/fentry-enforcement';
import { fieldValue } from './rules/field-value';
import { fileTypeOnOtherType } from './rules/file-type-on-other-type';
import { followChildren } from './rules/follow-children';
import { hostPidNamespace } from './rules/host-pid-namespace';
import { hostSelector } from './rules/host-selector';
import { hotHook } from './rules/hot-hook';
import { invalidName } from './rules/invalid-name';
import { invalidOptionValue } from './rules/invalid-option-value';
import { ipv6Leak } from './rules/ipv6-leak';
import { kprobeMulti } from './rules/kprobe-multi';
import { lastAction } from './rules/last-action';
import { linkedBinary } from './rules/linked-binary';
import { longValue } from './rules/long-value';
import { lsmAction } from './rules/lsm-action';
import { macros } from './rules/macros';
import { messageLength } from './rules/message-length';
import { missingPolicyMode } from './rules/missing-policy-mode';
import { mountedPath } from './rules/mounted-path';
import { namespaceLimits } from './rules/namespace-limits';
import { namespaceOnClusterPolicy } from './rules/namespace-on-cluster-policy';
import { netlinkRaw } from './rules/netlink-raw';
import { overrideElsewhere } from './rules/override-elsewhere';
import { overrideOnTalos } from './rules/override-on-talos';
import { parentBinaries } from './rules/parent-binaries';
import { pidZero } from './rules/pid-zero';
import { rateLimit } from './rules/rate-limit';
import { resolveDepth } from './rules/resolve-depth';
import { returnFilter } from './rules/return-filter';
import { runcExclusion } from './rules/runc-exclusion';
import { secondPidFilter } from './rules/second-pid-filter';
import { severalHookSections } from './rules/several-hook-sections';
import { shadowedSelector } from './rules/shadowed-selector';
import { skippedFilter } from './rules/skipped-filter';
import { socketOperator } from './rules/socket-operator';
import { spoofableBinaries } from './rules/spoofable-binaries';
import { stackTrace } from './rules/stack-trace';
import { stopsEverything } from './rules/stops-everything';
import { substringOnOtherType } from './rules/substring-on-other-type';
import { syscallFlag } from './rules/syscall-flag';
import { tagLimits } from './rules/tag-limits';
import { tooManyActions } from './rules/too-many-actions';
import { tooManyArguments } from './rules/too-many-arguments';
import { tooManyFilters } from './rules/too-many-filters';
import { tooManyNumbers } from './rules/too-many-numbers';
import { tooManyPids } from './rules/too-many-pids';
import { tooManySelectors } from './rules/too-many-selectors';
import { undefinedList } from './rules/undefined-list';
import { unknownArgument } from './rules/unknown-argument';
import { unknownField } from './rules/unknown-field';
import { unknownFunction } from './rules/unknown-function';
import { unknownLsmHook } from './rules/unknown-lsm-hook';
import { unknownOption } from './rules/unknown-option';
import { unknownSystemCall } from './rules/unknown-system-call';
import { unlabelledArgument } from './rules/unlabelled-argument';
import { unsupportedEqual } from './rules/unsupported-equal';
import { untypedArgument } from './rules/untyped-argument';
import { uprobeScope } from './rules/uprobe-scope';

/** Every rule about tracing policies, by code. */
export const tracingRules: readonly TracingRule[] = [
  argError,
  argumentType,
  celLimits,
  deprecatedAction,
  duplicateHook,
  duplicateName,
  emptyBinaries,
  enforcers,
  fdNeverMatches,
  fentryEnforcement,
  fieldValue,
  fileTypeOnOtherType,
  followChildren,
  hostPidNamespace,
  hostSelector,
  hotHook,
  invalidName,
  invalidOptionValue,
  ipv6Leak,
  kprobeMulti,
  lastAction,
  linkedBinary,
  longValue,
  lsmAction,
  macros,
  messageLength,
  missingPolicyMode,
  mountedPath,
  namespaceLimits,
  namespaceOnClusterPolicy,
  netlinkRaw,
  overrideElsewhere,
  overrideOnTalos,
  parentBinaries,
  pidZero,
  rateLimit,
  resolveDepth,
  returnFilter,
  runcExclusion,
  secondPidFilter,
  severalHookSections,
  shadowedSelector,
  skippedFilter,
  socketOperator,
  spoofableBinaries,
  stackTrace,
  stopsEverything,
  substringOnOtherType,
  syscallFlag,
  tagLimits,
  tooManyActions,
  tooManyArguments,
  tooManyFilters,
  tooManyNumbers,
  tooManyPids,
  tooManySelectors,
  undefinedList,
  unknownArgument,
  unknownField,
  unknownFunction,
  unknownLsmHook,
  unknownOption,
  unknownSystemCall,
  unlabelledArgument,
  unsupportedEqual,
  untypedArgument,
  uprobeScope,
];
