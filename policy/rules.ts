import { nameOf } from '../model/fields';
import type { KubernetesObject, Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { AuthenticationMode, FqdnRule, HttpRule, Listener } from './cilium-types';
import type { PeerSelector } from './peers';
import type { LabelMatcher } from './selector';

/** The side of a connection that a rule or a question is about: `ingress` is decided at the destination. */
export type Direction = 'ingress' | 'egress';

/** Where a rule is written, down to the `toPorts` entry that decided. */
export interface RuleRef {
  readonly manifest: Manifest;
  readonly path: readonly Step[];
}

/** One allow or deny of one direction: what every kind of policy is translated into. */
export interface PolicyRule {
  readonly ref: RuleRef;
  readonly subject: LabelMatcher;
  /** The subject is a node, not a pod. */
  readonly node: boolean;
  readonly direction: Direction;
  readonly verdict: 'allow' | 'deny';
  /** Undefined selects nothing, even with ports; an empty list everything, if there are ports. */
  readonly peers?: readonly RulePeer[];
  /** None: every port and protocol of the peers. */
  readonly ports: readonly PortEntry[];
  readonly authentication?: AuthenticationMode;
  /** Whether its subjects are denied, in its direction, what no rule allows. */
  readonly defaultDeny: boolean;
  /** Why the meaning of the rule is not known: a field that the API server drops, or that is not modelled. */
  readonly unsure?: string;
}

/** A peer of a rule and where it is written, from the top of the object; an entity makes several. */
export interface RulePeer {
  readonly selector: PeerSelector;
  readonly path: readonly Step[];
}

/** One entry of `toPorts`, or of `icmps`. */
export interface PortEntry {
  readonly ref: RuleRef;
  /** None: the entry matches nothing. */
  readonly ports: readonly PortMatch[];
  readonly http?: readonly HttpRule[];
  readonly dns?: readonly FqdnRule[];
  readonly kafka?: readonly unknown[];
  /** Rules of another protocol, by its name. */
  readonly generic?: { readonly protocol: string; readonly rules: readonly unknown[] };
  readonly serverNames: readonly string[];
  /** The TLS contexts as text: two rules with different ones cannot be merged. */
  readonly tls?: { readonly terminating?: string; readonly originating?: string };
  readonly listener?: Listener;
}

export interface PortMatch {
  /** In upper case; `ICMP` and `ICMPV6` have the type as port. */
  readonly protocol: string;
  /** 0 is every port. */
  readonly port: number;
  readonly name?: string;
  /** 0, or not above `port`: no range. */
  readonly endPort: number;
}

/** `CiliumNetworkPolicy shop/allow-api` */
export function describeObject(object: KubernetesObject): string {
  return nameOf(object);
}
