import type { RuntimePolicyName } from '../../config/runtime-policies';
import type { TracedHooks, TracingScope } from '../../constructs/tracing-policy';

/** Controls that a policy's events are supporting evidence for, by the ids of each framework's named version. */
export interface Controls {
  /** MITRE ATT&CK techniques. */
  readonly attack: readonly string[];
  /** CIS Kubernetes Benchmark 1.12. Its checks look at configuration: events never pass one. */
  readonly cis: readonly string[];
  /** NIST SP 800-53 revision 5. */
  readonly nist: readonly string[];
  /** PCI DSS 4.0.1. */
  readonly pci: readonly string[];
}

/** One TracingPolicy: a section of hooks over one scope. */
export interface Trace {
  /** What follows the policy's name, where a policy has several traces. */
  readonly suffix?: string;
  /** Where it differs from what the policy detects. */
  readonly detects?: string;
  /** Controls that it is about, where they differ from the policy's. */
  readonly controls?: Partial<Controls>;
  readonly scope: TracingScope;
  readonly hooks: TracedHooks;
}

/** A policy of the runtime set. `config/runtime-policies.ts` says whether it may be enforced. */
export interface RuntimePolicy {
  readonly name: RuntimePolicyName;
  /** Lower-case noun phrase that is the message of its events. */
  readonly detects: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly controls: Controls;
  /** Processes whose job this is, by the names of `runtime/replay/known-processes.ts` and `graph/layers/`. */
  readonly expectedFrom: readonly string[];
  /** What it does not detect. */
  readonly limitations?: string;
  readonly traces: readonly Trace[];
}
