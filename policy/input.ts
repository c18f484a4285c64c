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
  /** No pod but the endpoint of this reserved identity; a host has its node's labels as `labels`. */
  readonly reserved?: 'host' | 'health' | 'ingress' | 'init';
  /** The reserved identity that others see a host by where it is not theirs: `remote-node`, `kube-apiserver`. */
  readonly seenAs?: string;
}

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** What of Cilium's configuration decides on verdicts. */
export interface Settings {
  readonly clusterName: string;
  /** `enable-policy`: `default` enforces where a rule selects, `always` everywhere, `never` nowhere. */
  readonly enforcement: 'default' | 'always' | 'never';
  /** `clustermesh.policyDefaultLocalCluster`: selectors mean this cluster unless they name one. */
  readonly policyDefaultLocalCluster: boolean;
  /** `allow-localhost: always`, Kubernetes' way: the local host enters every pod. */
  readonly allowLocalhost: boolean;
  /** `hostFirewall.enabled`: policies with a `nodeSelector` are enforced. */
  readonly hostFirewall: boolean;
  /** `nodeSelectorLabels`: `fromNodes` and `toNodes` are accepted. */
  readonly nodeSelectorLabels: boolean;
  /** `policyCIDRMatchMode: [nodes]`: CIDRs select nodes too. */
  readonly cidrsMatchNodes: boolean;
}

/** Cilium's defaults in a Kubernetes agent (cilium 1.19 install/kubernetes/cilium/values.yaml). */
export const defaultSettings: Settings = {
  clusterName: 'default',
  enforcement: 'default',
  policyDefaultLocalCluster: true,
  allowLocalhost: true,
  hostFirewall: false,
  nodeSelectorLabels: false,
  cidrsMatchNodes: false,
};

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
