import type { RouteGateway } from './route';

export interface WorkloadProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select exactly its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly userID: number;
  readonly ports: Readonly<Record<string, { readonly number: number; readonly protocol: string }>>;
  readonly health: WorkloadHealth;
  readonly replicas: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Directories that are writable and do not outlive the pod. */
  readonly writable: readonly string[];
  /** With a volume the pods belong to a StatefulSet; the cluster's default class is used where none is named. */
  readonly volume?: { readonly path: string; readonly sizeGiB: number; readonly storageClass?: string };
  /** A Secret that is mounted as files. */
  readonly secret?: { readonly name: string; readonly path: string };
  /** Ports that a ServiceMonitor scrapes. */
  readonly scraped: readonly string[];
  readonly routes: readonly {
    readonly hostname: string;
    readonly gateway: RouteGateway;
    readonly port: string;
  }[];
}

/** A path of a port that answers, or a command that succeeds, while the container is well. */
export type WorkloadHealth = { readonly path: string; readonly port: string } | { readonly command: readonly string[] };
