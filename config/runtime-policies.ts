import { compare } from '../model/finding';
import { platformNamespaces } from './namespaces';
import type { Cluster } from './schema/cluster';

/** What a policy does about what it sees. */
export type RuntimeMode = 'off' | 'monitor' | 'enforce';

/**
 * How far a policy may be enforced: nowhere, in pods that carry the opt-in label, in every pod outside the platform's
 * namespaces, or on hosts too.
 */
export type EnforcementScope = 'never' | 'opt-in' | 'pods' | 'everywhere';

interface Enforcement {
  readonly enforcementScope: EnforcementScope;
  /** It looks at hosts alone, so that pods of a namespace have none of it. */
  readonly hostsOnly?: true;
  /** Finishes the sentence "it is not enforced further because …". */
  readonly because: string;
}

/** Every policy of the runtime set and how far it may go; `charts/tracing-policies/` says what each detects. */
export const runtimePolicies = {
  'process-exec-audit': {
    enforcementScope: 'never',
    hostsOnly: true,
    because: 'every probe and every node program executes something',
  },
  'sensitive-file-read': { enforcementScope: 'pods', because: 'kubelet and node agents read these files on the host' },
  'cri-socket': { enforcementScope: 'pods', because: 'kubelet and the CRI’s own tools connect on the host' },
  'sensitive-file-write': {
    enforcementScope: 'opt-in',
    because: 'package installations and entry points write there too',
  },
  'privilege-escalation': {
    enforcementScope: 'never',
    because: 'runc and entry points such as gosu change users in every pod',
  },
  'capability-gained': { enforcementScope: 'never', because: 'runc sets capabilities in every container it starts' },
  'namespace-escape': {
    enforcementScope: 'opt-in',
    because: 'runc enters namespaces inside the pod when it starts and probes it',
  },
  'kernel-module-load': { enforcementScope: 'pods', because: 'machined, udevd and modprobe load modules on the host' },
  'bpf-load': { enforcementScope: 'pods', because: 'Cilium, Tetragon and runc load programs' },
  ptrace: { enforcementScope: 'pods', because: 'the platform’s own debuggers attach from its namespaces' },
  mount: { enforcementScope: 'opt-in', because: 'runc mounts inside the pod when it starts a container' },
  'raw-sockets': { enforcementScope: 'pods', because: 'Cilium and machined send raw packets' },
  'egress-public': {
    enforcementScope: 'never',
    because: 'CiliumNetworkPolicies refuse a connection without killing its process',
  },
  ssh: { enforcementScope: 'pods', because: 'Git over SSH is legitimate: only SSH servers are refused' },
  'metadata-service': { enforcementScope: 'pods', because: 'machined and cloud controllers ask it for their identity' },
  'crypto-miner': { enforcementScope: 'everywhere', because: 'nothing legitimate carries such a name' },
  'container-drift': {
    enforcementScope: 'opt-in',
    because: 'init containers and engines run binaries that they copied',
  },
  'fileless-exec': { enforcementScope: 'never', because: 'runc runs a sealed copy of itself from memory' },
  'reverse-shell': {
    enforcementScope: 'pods',
    because: 'a shell that calls out is stopped by killing it, which the host must not risk',
  },
  'other-pods-secrets': { enforcementScope: 'pods', because: 'kubelet and CSI drivers own these directories' },
} as const satisfies Record<string, Enforcement>;

export type RuntimePolicyName = keyof typeof runtimePolicies;

export const runtimePolicyNames = Object.keys(runtimePolicies) as RuntimePolicyName[];

/** The platform's namespaces, whose pods do what the policies look for as their job. */
export const exemptNamespaces: readonly string[] = [...platformNamespaces].sort(compare);

export type RuntimeSecurity = Exclude<Cluster['runtimeSecurity'], false>;

/** The mode of the policy itself, or that of the cluster as far as the policy may be enforced. */
export function configuredMode({ mode, policies }: RuntimeSecurity, name: RuntimePolicyName): RuntimeMode {
  return policies[name] ?? (runtimePolicies[name].enforcementScope === 'never' ? 'monitor' : mode);
}
