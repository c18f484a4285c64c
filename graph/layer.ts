import type { InterfaceName } from '../config/interfaces';
import type { PlatformNamespace } from '../config/namespaces';
import type { Cluster } from '../config/schema/cluster';
import type { ChartVersion } from '../config/versions';
import { type GraphPart, nothing } from './graph';
import type { Exposure, Interface } from './interface';
import type { RequiredSecret } from './secret';

/**
 * A resource that one layer provides and another requires, as text: a kind of the API (`cilium.io/CiliumNetworkPolicy`,
 * or `cilium.io/*` for all of a group) or an object (`Gateway gateway-system/public`, `StorageClass longhorn`).
 */
export type ResourceRef = string;

/** What a layer's part of the graph may depend on beside the settings of the layer. */
export interface GraphContext {
  readonly cluster: Cluster;
  /** Every cluster, because the peers of a mesh connect to each other. */
  readonly fleet: readonly Cluster[];
  /** The user interfaces that are served. */
  readonly exposures: readonly Exposure[];
}

/** A Helm release that Argo CD renders. */
export interface ReleaseFacts {
  readonly chart: ChartVersion;
  /** Name of the release: part of the names of what the chart makes. */
  readonly releaseName: string;
  readonly namespace: PlatformNamespace;
  readonly values: object;
}

/** Facts of a layer that no cluster file changes. */
interface LayerFacts<Name extends string> {
  /** Also its folder in `dist/`, its Application, its project and the label of its objects. */
  readonly name: Name;
  /** Where its pods run; made by the layer `namespaces` wherever this layer is on. */
  readonly namespace?: PlatformNamespace;
  /** What it brings beside the objects that it writes: kinds that an operator registers, classes of a chart. */
  readonly provides?: readonly ResourceRef[];
  /** What it relies on beside the kinds that it writes: controllers that exit, or stay off, where these are missing. */
  readonly requires?: readonly ResourceRef[];
  /** A sync never removes its objects: they carry data, kinds, the network, or Argo CD itself. */
  readonly keepsRemovedObjects?: true;
  /** The check that it is exempt from, and why (`infraflux check` lists exemptions). */
  readonly exemption?: string;
  /**
   * Programs of its pods whose job is what runtime policies look for; `program` matches the path of the binary.
   * @default every program of the namespace
   */
  readonly processes?: readonly { readonly name: string; readonly program?: RegExp }[];
  /** User interfaces that its pods serve. */
  readonly interfaces?: Partial<Readonly<Record<InterfaceName, Interface>>>;
}

/** What the author of a layer writes. `Settings` is its section of the cluster file. */
export interface LayerSource<Name extends string, Settings> extends LayerFacts<Name> {
  /** The section that turns the layer on; `false` or absent is off. @default always on */
  readonly settings?: (cluster: Cluster) => Settings | false | undefined;
  /**
   * Workloads and connections. Connections to workloads of other layers may be stated without asking whether these run:
   * `buildGraph` drops those that lack an end.
   */
  readonly describe?: (settings: Settings, context: GraphContext) => GraphPart;
  /** For a layer that is a chart alone: all of it. A layer with objects of its own has a file in `charts/`. */
  readonly release?: {
    readonly chart: ChartVersion;
    readonly releaseName: string;
    readonly values: (settings: Settings, cluster: Cluster) => object;
  };
  /** Jobs under which Prometheus scrapes it. */
  readonly jobs?: (settings: Settings) => readonly string[];
  /** Secrets that it reads and that nothing in the cluster creates. */
  readonly secrets?: (settings: Settings, cluster: Cluster) => readonly RequiredSecret[];
}

/** One layer of the stack, asked about clusters. Where the cluster turns it off, it answers with nothing. */
export interface LayerDescriptor<Name extends string = string> extends LayerFacts<Name> {
  isOn(cluster: Cluster): boolean;
  partOf(context: GraphContext): GraphPart;
  releaseFor(cluster: Cluster): ReleaseFacts | undefined;
  jobsIn(cluster: Cluster): readonly string[];
  secretsIn(cluster: Cluster): readonly RequiredSecret[];
}

/** Everything that the platform knows of one layer, in one place. */
export function layer<const Name extends string, Settings = true>(
  source: LayerSource<Name, Settings>,
): LayerDescriptor<Name> {
  const { settings = () => true as Settings, describe, release, jobs, secrets, ...facts } = source;
  const whereOn = <Result>(cluster: Cluster, answer: (settings: Settings) => Result): Result | undefined => {
    const section = settings(cluster);
    return section === false || section === undefined ? undefined : answer(section);
  };
  return {
    ...facts,
    isOn: cluster => whereOn(cluster, () => true) ?? false,
    partOf: context => whereOn(context.cluster, section => describe?.(section, context)) ?? nothing,
    releaseFor: cluster =>
      whereOn(
        cluster,
        section =>
          release && {
            ...release,
            namespace: facts.namespace ?? 'kube-system',
            values: release.values(section, cluster),
          },
      ),
    jobsIn: cluster => whereOn(cluster, section => jobs?.(section)) ?? [],
    secretsIn: cluster => whereOn(cluster, section => secrets?.(section, cluster)) ?? [],
  };
}
