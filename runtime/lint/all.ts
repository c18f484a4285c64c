import type { Trap } from './trap';
import { argError } from './traps/arg-error';
import { celLimits } from './traps/cel-limits';
import { deprecatedAction } from './traps/deprecated-action';
import { duplicateHook } from './traps/duplicate-hook';
import { duplicateName } from './traps/duplicate-name';
import { emptyBinaries } from './traps/empty-binaries';
import { enforcers } from './traps/enforcers';
import { fdNeverMatches } from './traps/fd-never-matches';
import { fentryEnforcement } from './traps/fentry-enforcement';
import { fileTypeOnOtherType } from './traps/file-type-on-other-type';
import { followChildren } from './traps/follow-children';
import { hostPidNamespace } from './traps/host-pid-namespace';
import { hostSelector } from './traps/host-selector';
import { hotHook } from './traps/hot-hook';
import { invalidName } from './traps/invalid-name';
import { invalidOptionValue } from './traps/invalid-option-value';
import { ipv6Leak } from './traps/ipv6-leak';
import { kprobeMulti } from './traps/kprobe-multi';
import { lastAction } from './traps/last-action';
import { linkedBinary } from './traps/linked-binary';
import { longValue } from './traps/long-value';
import { lsmAction } from './traps/lsm-action';
import { macros } from './traps/macros';
import { messageLength } from './traps/message-length';
import { missingPolicyMode } from './traps/missing-policy-mode';
import { mountedPath } from './traps/mounted-path';
import { namespaceLimits } from './traps/namespace-limits';
import { netlinkRaw } from './traps/netlink-raw';
import { overrideElsewhere } from './traps/override-elsewhere';
import { overrideOnTalos } from './traps/override-on-talos';
import { parentBinaries } from './traps/parent-binaries';
import { pidZero } from './traps/pid-zero';
import { rateLimit } from './traps/rate-limit';
import { resolveDepth } from './traps/resolve-depth';
import { returnFilter } from './traps/return-filter';
import { runcExclusion } from './traps/runc-exclusion';
import { secondPidFilter } from './traps/second-pid-filter';
import { severalHookSections } from './traps/several-hook-sections';
import { shadowedSelector } from './traps/shadowed-selector';
import { skippedFilter } from './traps/skipped-filter';
import { socketOperator } from './traps/socket-operator';
import { spoofableBinaries } from './traps/spoofable-binaries';
import { stackTrace } from './traps/stack-trace';
import { substringOnOtherType } from './traps/substring-on-other-type';
import { syscallFlag } from './traps/syscall-flag';
import { tagLimits } from './traps/tag-limits';
import { tooManyActions } from './traps/too-many-actions';
import { tooManyArguments } from './traps/too-many-arguments';
import { tooManyFilters } from './traps/too-many-filters';
import { tooManyNumbers } from './traps/too-many-numbers';
import { tooManyPids } from './traps/too-many-pids';
import { tooManySelectors } from './traps/too-many-selectors';
import { unknownArgument } from './traps/unknown-argument';
import { unknownField } from './traps/unknown-field';
import { unknownOption } from './traps/unknown-option';
import { unlabelledArgument } from './traps/unlabelled-argument';
import { unquotedValue } from './traps/unquoted-value';
import { unsupportedEqual } from './traps/unsupported-equal';
import { untypedArgument } from './traps/untyped-argument';
import { uprobeScope } from './traps/uprobe-scope';

/** Every trap, by the name of its file. */
export const traps: readonly Trap[] = [
  argError,
  celLimits,
  deprecatedAction,
  duplicateHook,
  duplicateName,
  emptyBinaries,
  enforcers,
  fdNeverMatches,
  fentryEnforcement,
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
  substringOnOtherType,
  syscallFlag,
  tagLimits,
  tooManyActions,
  tooManyArguments,
  tooManyFilters,
  tooManyNumbers,
  tooManyPids,
  tooManySelectors,
  unknownArgument,
  unknownField,
  unknownOption,
  unlabelledArgument,
  unquotedValue,
  unsupportedEqual,
  untypedArgument,
  uprobeScope,
];
