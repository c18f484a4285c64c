import { compare } from '../model/finding';
import { platformNamespaces } from './namespaces';
import type { Cluster } from './schema/cluster';

/** What a policy does about what it sees. */
export type Posture = 'off' | 'monitor' | 'enforce';

/**
 * How far a policy may be enforced: nowhere, in pods that carry the opt-in label, in every pod outside the platform's
 * namespaces, or on hosts too.
 */
export type Reach = 'never' | 'opt-in' | 'pods' | 'everywhere';

interface Enforcement {
  readonly reach: Reach;
  /** It looks at hosts alone, so that pods of a namespace have none of it. */
  readonly hostsOnly?: true;
  /** Finishes the sentence "it is not enforced further because …". */
  readonly because: string;
}

/** Every policy of the runtime set and how far it may go; what each detects stands in `charts/tracing-policies/`. */
export const runtimePolicies = {
  'process-exec-audit': {
    reach: 'never',
    hostsOnly: true,
    because: 'every probe and every node program executes something',
  },
  'sensitive-file-read': { reach: 'pods', because: 'kubelet and node agents read these files on the host' },
  'cri-socket': { reach: 'pods', because: 'kubelet and the CRI’s own tools connect on the host' },
  'sensitive-file-write': { reach: 'opt-in', because: 'package installations and entry points write there too' },
  'privilege-escalation': { reach: 'never', because: 'runc and entry points such as gosu change users in every pod' },
  'capability-gained': { reach: 'never', because: 'runc sets capabilities in every container it starts' },
  'namespace-escape': {
    reach: 'opt-in',
    because: 'runc enters namespaces inside the pod when it starts and probes it',
  },
  'kernel-module-load': { reach: 'pods', because: 'machined, udevd and modprobe load modules on the host' },
  'bpf-load': { reach: 'pods', because: 'Cilium, Tetragon and runc load programs' },
  ptrace: { reach: 'pods', because: 'the platform’s own debuggers attach from its namespaces' },
  mount: { reach: 'opt-in', because: 'runc mounts inside the pod when it starts a container' },
  'raw-sockets': { reach: 'pods', because: 'Cilium and machined send raw packets' },
  'egress-public': { reach: 'never', because: 'CiliumNetworkPolicies refuse a connection without killing its process' },
  ssh: { reach: 'pods', because: 'Git over SSH is legitimate: only SSH servers are refused' },
  'metadata-service': { reach: 'pods', because: 'machined and cloud controllers ask it for their identity' },
  'crypto-miner': { reach: 'everywhere', because: 'nothing legitimate carries such a name' },
  'container-drift': { reach: 'opt-in', because: 'init containers and engines run binaries that they copied' },
  'fileless-exec': { reach: 'never', because: 'runc runs a sealed copy of itself from memory' },
  'reverse-shell': {
    reach: 'pods',
    because: 'a shell that calls out is stopped by killing it, which the host must not risk',
  },
  'other-pods-secrets': { reach: 'pods', because: 'kubelet and CSI drivers own these directories' },
} as const satisfies Record<string, Enforcement>;

export type RuntimePolicyName = keyof typeof runtimePolicies;

export const runtimePolicyNames = Object.keys(runtimePolicies) as RuntimePolicyName[];

/** The platform's namespaces, whose pods do for a living what the policies look for. */
export const sparedNamespaces: readonly string[] = [...platformNamespaces].sort(compare);

type RuntimeSecurity = Exclude<Cluster['runtimeSecurity'], false>;

/** The policy's own posture, or the cluster's as far as the policy may be enforced. */
export function postureOf({ posture, policies }: RuntimeSecurity, name: RuntimePolicyName): Posture {
  return policies[name] ?? (runtimePolicies[name].reach === 'never' ? 'monitor' : posture);
}
