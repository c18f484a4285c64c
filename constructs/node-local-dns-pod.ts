import { IntOrString, type PodSpec, Quantity } from '../imports/k8s';

interface Port {
  readonly number: number;
  readonly protocol: string;
}

export interface NodeLocalDNSProps {
  readonly name: string;
  /** Must be that of the cluster's resolver, whose Service it replaces. */
  readonly namespace: string;
  readonly image: string;
  /** Labels of the caches. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: { readonly dns: Port; readonly 'dns-tcp': Port; readonly metrics: Port };
  /** Labels of the cluster's resolver. */
  readonly resolver: Readonly<Record<string, string>>;
  /** Whether a PodMonitor scrapes the caches. */
  readonly monitored: boolean;
}

/** The resolver under a name that is not redirected, for the caches themselves. */
export const upstreamService = 'kube-dns-upstream';
const healthPort = 8080;

export function podSpec({ name, image, ports }: NodeLocalDNSProps): PodSpec {
  const probe = { httpGet: { path: '/health', port: IntOrString.fromNumber(healthPort) } };
  return {
    priorityClassName: 'system-node-critical',
    automountServiceAccountToken: false,
    // The resolver of the node: the cache must not ask itself.
    dnsPolicy: 'Default',
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'node-cache',
        image,
        args: [
          // Required, but without effect when no interface is set up.
          '-localip=169.254.20.10',
          '-setupinterface=false',
          '-setupiptables=false',
          '-skipteardown=true',
          '-conf=/etc/Corefile',
          `-upstreamsvc=${upstreamService}`,
        ],
        ports: Object.entries(ports).map(([name, { number, protocol }]) => ({ name, containerPort: number, protocol })),
        resources: {
          requests: { cpu: Quantity.fromString('25m'), memory: Quantity.fromString('32Mi') },
          limits: { memory: Quantity.fromString('128Mi') },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        livenessProbe: { ...probe, initialDelaySeconds: 60, timeoutSeconds: 5 },
        readinessProbe: probe,
        volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
      },
    ],
    // The program fills in the address of the upstream Service and writes the result to `/etc/Corefile`.
    volumes: [{ name: 'config', configMap: { name, items: [{ key: 'Corefile', path: 'Corefile.base' }] } }],
  };
}

/** Forwards everything to the cluster's resolver by TCP: a lost UDP packet costs a client five seconds. */
export function corefile(metricsPort: number): string {
  return `.:53 {
    errors
    cache {
        success 9984 30
        denial 9984 5
    }
    reload
    loop
    bind 0.0.0.0
    forward . __PILLAR__CLUSTER__DNS__ {
        force_tcp
    }
    prometheus :${metricsPort}
    health :${healthPort}
}
`;
}
