import type { UnsupportedOption } from './read-options';

/** A pod, or one of Cilium's own endpoints, as the engine sees it. */
export interface Endpoint {
  /** Unique among the endpoints; questions name it. */
  readonly name: string;
  readonly namespace?: string;
  /** Of another cluster of the mesh; this one where absent. */
  readonly cluster?: string;
  /** Besides `kubernetes.io/metadata.name`, which every namespace has. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** `default` where absent. */
  readonly serviceAccount?: string;
  readonly namedPorts?: readonly NamedPort[];
  /** Not a pod but the endpoint of this reserved identity; a host has its node's labels as `labels`. */
  readonly reserved?: 'host' | 'health' | 'ingress' | 'init';
  /** The reserved identity that others see a host by where it is not theirs: `remote-node`, `kube-apiserver`. */
  readonly seenAs?: string;
  /** Of a host: its addresses; absent where they are not known. */
  readonly addresses?: readonly string[];
  /** Why it may have more labels than are listed; it has no others where absent. */
  readonly unlisted?: string;
  /** Keys of labels that it is known not to have in that case. */
  readonly lacks?: readonly string[];
  /** It is one of these endpoints, and it is not said which: `remote-node` of a cluster with several nodes. */
  readonly oneOf?: readonly string[];
}

/** A node, as far as it is known. */
export interface KnownNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent where they are not known. */
  readonly addresses?: readonly string[];
  /** It runs an API server. */
  readonly runsApiServer: boolean;
  /** Why it may have more labels than these, those aside that it `lacks`. */
  readonly unlisted?: string;
  readonly lacks?: readonly string[];
}

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** What of Cilium's configuration decides on verdicts; `options.ts` names the options and their defaults. */
export interface Settings {
  readonly clusterName: string;
  /** `default` enforces where a rule selects, `always` everywhere, `never` nowhere. */
  readonly enforcement: 'default' | 'always' | 'never';
  /** What is denied is reported, and let through. */
  readonly auditMode: boolean;
  /** Selectors mean this cluster unless they name one. */
  readonly policyDefaultLocalCluster: boolean;
  /** The local host enters every pod: Kubernetes' way. */
  readonly allowLocalhost: boolean;
  /** Policies with a `nodeSelector` are enforced. */
  readonly hostFirewall: boolean;
  /** `fromNodes` and `toNodes` are accepted. */
  readonly nodeSelectorLabels: boolean;
  /** CIDRs select nodes too. */
  readonly cidrsMatchNodes: boolean;
  /** Patterns of the labels that are part of an identity, separated by spaces: of pods, and of nodes. */
  readonly identityLabels: string;
  readonly nodeLabels: string;
  readonly l7Proxy: boolean;
  readonly icmpRules: boolean;
  readonly sctp: boolean;
  /** Protocols besides TCP, UDP, SCTP and ICMP. */
  readonly extendedProtocols: boolean;
  /** Kinds of policies that have an effect. */
  readonly policyKinds: readonly string[];
  /** `enableDefaultDeny` is read. */
  readonly nonDefaultDeny: boolean;
  /** Authentication that a rule requires can succeed. */
  readonly authentication: boolean;
  /** CiliumLocalRedirectPolicies have an effect; undefined where no configuration says it. */
  readonly localRedirect?: boolean;
  /** The only addresses that may be redirected; any where empty. */
  readonly localRedirectCidrs: readonly string[];
  /** Options with values whose effect is not computed. */
  readonly unsupported: readonly UnsupportedOption[];
}

/** One new connection, seen after service translation: `port` is the backend's. */
export interface Flow {
  /** An endpoint's name, `entity:NAME`, `cidr:ADDRESS` outside the cluster, `fqdn:NAME` learned by the DNS proxy. */
  readonly from: string;
  readonly to: string;
  /** The type, where the protocol is ICMP or ICMPv6. */
  readonly port: number;
  /** `TCP`, `UDP`, `SCTP`, `ICMP`, `ICMPv6`, or another IP protocol by its name in upper case. */
  readonly protocol: string;
  readonly http?: HttpRequest;
  /** The name that a DNS question asks for. */
  readonly dns?: string;
  /** The server name of a TLS handshake. */
  readonly sni?: string;
}

export interface HttpRequest {
  readonly method: string;
  /** With the query: Envoy matches `:path`. */
  readonly path: string;
  /** With a port other than the scheme's default: Envoy matches `:authority`. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
