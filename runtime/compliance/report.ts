import { compare } from '../../model/finding';
import { enforces, modeOf } from '../enforcement';
import { child, texts } from '../mapping';
import { isTracingPolicy, readPolicy } from '../read-policy';
import { attack } from './attack';
import { cis } from './cis';
import type { Framework } from './framework';
import { nist } from './nist';
import { pci } from './pci';
import { type ClusterSource, supportsOf } from './supports';

export const frameworks: readonly Framework[] = [cis, nist, pci, attack];

/** A tracing policy in one cluster. */
export interface PolicyEvidence {
  readonly cluster: string;
  readonly policy: string;
  /** `monitor`, `enforce`, or where it enforces: `enforce in opted-in pods`. */
  readonly mode: string;
  /** What its hooks rest on: `upstream`, `kernel`, or `derived`, which was not loaded into a kernel yet. */
  readonly evidence: string;
  readonly limitations?: string;
}

/** `none` where no policy and no setting supports the control. */
export type Coverage = 'enforced' | 'monitored' | 'partial' | 'configured' | 'none';

export interface ControlReport {
  readonly id: string;
  readonly title: string;
  readonly coverage: Coverage;
  readonly policies: readonly PolicyEvidence[];
  /** Settings by cluster. */
  readonly supports: readonly { readonly cluster: string; readonly name: string }[];
  readonly gap?: string;
  /** Recorded events that carry the control, where a recording was given. */
  readonly events?: number;
}

export interface ComplianceReport {
  readonly clusters: readonly string[];
  readonly frameworks: readonly (Omit<Framework, 'controls'> & { readonly controls: readonly ControlReport[] })[];
}

/** Supporting evidence for every control, from what is written for the clusters and, with `events` by tag, recorded. */
export function complianceOf(
  clusters: readonly ClusterSource[],
  events?: ReadonlyMap<string, number>,
): ComplianceReport {
  const sources = clusters.flatMap(sourcesOf);
  const supports = clusters.flatMap(cluster =>
    supportsOf(cluster).map(support => ({ cluster: cluster.name, support })),
  );
  return {
    clusters: clusters.map(({ name }) => name),
    frameworks: frameworks.map(({ controls, ...framework }) => ({
      ...framework,
      controls: Object.entries(controls).map(([id, { title, gap }]) => {
        const tag = `${framework.tag}/${id.toLowerCase()}`;
        const policies = evidenceOf(sources.filter(({ tags }) => tags.includes(tag)));
        const settings = supports
          .filter(({ support }) => support.controls[framework.tag]?.includes(id))
          .map(({ cluster, support: { name } }) => ({ cluster, name }));
        return {
          id,
          title,
          coverage: coverageOf(policies, settings.length),
          policies,
          supports: settings,
          ...(gap !== undefined && { gap }),
          ...(events !== undefined && { events: events.get(tag) ?? 0 }),
        };
      }),
    })),
  };
}

/** One TracingPolicy object, as far as it is evidence. */
interface EvidenceSource {
  readonly cluster: string;
  readonly policy: string;
  readonly tags: readonly string[];
  /** Where it stops what it detects; undefined where it only reports. */
  readonly enforcedIn?: string;
  readonly evidence: string;
  readonly limitations?: string;
}

const everywhere = 'the cluster';

function sourcesOf({ name: cluster, objects }: ClusterSource): EvidenceSource[] {
  const policies = objects.filter(isTracingPolicy).map(object => readPolicy({ object, file: '', lineOf: () => 1 }));
  // A policy that the agent does not load is evidence of nothing.
  const loaded = policies.filter(policy => modeOf(policy) !== 'invalid');
  return loaded.map(policy => {
    const { name, namespace, annotations = {} } = policy.manifest.object.metadata;
    const podSelector = child(policy.spec, 'podSelector');
    const optedIn = podSelector?.value.matchLabels === undefined ? everywhere : 'opted-in pods';
    const limitations = annotations['infraflux.dev/limitations'];
    return {
      cluster,
      policy: annotations['infraflux.dev/policy'] ?? name,
      tags: policy.hooks.flatMap(({ value }) => texts(value.tags)),
      ...(enforces(policy) && { enforcedIn: namespace ?? optedIn }),
      evidence: annotations['infraflux.dev/evidence'] ?? 'unknown',
      ...(limitations !== undefined && { limitations }),
    };
  });
}

/** Each policy of each cluster once, with all that its sources say. */
function evidenceOf(sources: readonly EvidenceSource[]): PolicyEvidence[] {
  const keys = [...new Set(sources.map(({ policy, cluster }) => JSON.stringify([policy, cluster])))].sort(compare);
  return keys.map(key => {
    const [policy, cluster] = JSON.parse(key) as [string, string];
    const own = sources.filter(source => source.policy === policy && source.cluster === cluster);
    const places = [...new Set(own.flatMap(({ enforcedIn }) => enforcedIn ?? []))].sort(compare);
    const limitations = own.find(source => source.limitations !== undefined)?.limitations;
    return {
      cluster,
      policy,
      mode:
        places.length === 0 ? 'monitor' : places.includes(everywhere) ? 'enforce' : `enforce in ${places.join(', ')}`,
      evidence:
        ['derived', 'kernel', 'upstream'].find(mark => own.some(({ evidence }) => evidence === mark)) ?? 'unknown',
      ...(limitations !== undefined && { limitations }),
    };
  });
}

/** The most that holds in any cluster; the policies say where. */
function coverageOf(policies: readonly PolicyEvidence[], settings: number): Coverage {
  if (policies.length === 0) return settings > 0 ? 'configured' : 'none';
  if (policies.every(({ limitations }) => limitations !== undefined)) return 'partial';
  return policies.some(({ mode }) => mode === 'enforce') ? 'enforced' : 'monitored';
}
