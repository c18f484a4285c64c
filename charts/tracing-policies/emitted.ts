import { configuredMode, exemptNamespaces, type RuntimeSecurity, runtimePolicies } from '../../config/runtime-policies';
import { type Evidence, type HookName, hooks } from '../../constructs/tracing-hooks';
import type { TracingPolicyProps } from '../../constructs/tracing-policy';
import { runtimePolicySet } from './all';
import type { Controls, RuntimePolicy, Trace } from './policy';

/**
 * Every TracingPolicy that a cluster gets: those of the cluster; those for pods that opted in, where the others must
 * not be stopped; and those that a namespace has for itself.
 */
export function emittedPolicies(runtimeSecurity: RuntimeSecurity): TracingPolicyProps[] {
  return [...runtimePolicySet.flatMap(policy => ofCluster(runtimeSecurity, policy)), ...ofNamespaces(runtimeSecurity)];
}

function ofCluster(runtimeSecurity: RuntimeSecurity, policy: RuntimePolicy): TracingPolicyProps[] {
  const mode = configuredMode(runtimeSecurity, policy.name);
  if (mode === 'off') return [];
  if (runtimePolicies[policy.name].enforcementScope !== 'opt-in' || mode === 'monitor')
    return policy.traces.map(trace => emit(policy, trace, { mode }));
  return policy.traces.flatMap(trace => [
    emit(policy, trace, { mode: 'monitor' }),
    emit(policy, trace, { mode: 'enforce', scope: 'opted-in-pods', variant: 'opted-in' }),
  ]);
}

/** On hosts a namespace means nothing. */
function ofNamespaces({ namespaces }: RuntimeSecurity): TracingPolicyProps[] {
  return namespaces.flatMap(({ name: namespace, policies }) =>
    runtimePolicySet.flatMap(policy => {
      const mode = policies[policy.name];
      const traces = policy.traces.filter(({ scope }) => scope !== 'host');
      const optIn = mode === 'enforce' && runtimePolicies[policy.name].enforcementScope === 'opt-in';
      const scope = optIn ? 'opted-in-pods' : 'every-pod';
      return mode === undefined
        ? []
        : traces.map(trace => emit(policy, trace, { mode, scope, namespace, variant: namespace }));
    }),
  );
}

interface Variant {
  readonly mode: 'monitor' | 'enforce';
  readonly scope?: Trace['scope'];
  readonly namespace?: string;
  readonly variant?: string;
}

function emit(policy: RuntimePolicy, trace: Trace, { mode, scope, namespace, variant }: Variant): TracingPolicyProps {
  const { name, controls, severity, expectedFrom, detects, limitations } = policy;
  return {
    name: ['infraflux', name, trace.suffix, variant].filter(part => part !== undefined).join('-'),
    namespace,
    annotations: {
      'infraflux.dev/policy': name,
      'infraflux.dev/severity': severity,
      'infraflux.dev/enforced': runtimePolicies[name].enforcementScope,
      'infraflux.dev/evidence': evidenceOf(trace),
      ...(limitations !== undefined && { 'infraflux.dev/limitations': limitations }),
      ...(expectedFrom.length > 0 && { 'infraflux.dev/expected-from': expectedFrom.join(', ') }),
    },
    mode,
    scope: scope ?? trace.scope,
    exemptNamespaces,
    message: trace.detects ?? detects,
    tags: tagsOf({ ...controls, ...trace.controls }),
    hooks: trace.hooks,
  };
}

/** That of the hook with the least behind it. */
function evidenceOf({ hooks: { lsmhooks, kprobes } }: Trace): Evidence {
  const used = (Object.keys(lsmhooks ?? kprobes) as HookName[]).map(hook => hooks[hook].evidence);
  return (['derived', 'kernel'] as const).find(evidence => used.includes(evidence)) ?? 'upstream';
}

/** `attack/t1003.008`, `cis-1.12/5.2.8`: the ids that every event carries into a report. */
function tagsOf(controls: Controls): string[] {
  const frameworks = { attack: 'attack', cis: 'cis-1.12', nist: 'nist-800-53r5', pci: 'pci-dss-4.0.1' } as const;
  return Object.entries(frameworks).flatMap(([framework, prefix]) =>
    controls[framework as keyof Controls].map(id => `${prefix}/${id.toLowerCase()}`),
  );
}
