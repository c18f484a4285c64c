import { field, nameOf, textOf } from '../model/fields';
import { type PodSecurityLevel, podSecurityLevels } from '../model/pod-security-level';
import type { Rule, RuleFinding } from '../model/rule';
import { ownFacts } from '../repository/chart-knowledge';
import type { Cluster } from '../repository/cluster';
import { isTemplate } from '../repository/flux/variables';
import { arePodsKnown } from '../repository/inventory';
import { podTemplateOf } from '../repository/pods';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';
import type { RenderedWorkload } from '../upstream/facts';
import { podSecurityLevel } from '../upstream/pod-security';

/** What the API server enforces for a namespace without the label: Talos' default (siderolabs.com/docs, Pod Security). */
const unlabelled: PodSecurityLevel = 'baseline';

const label = 'pod-security.kubernetes.io/enforce';

export const requirePodSecurity: Rule<Repository> = {
  code: 'require-pod-security',
  severity: 'error',
  title: 'A namespace whose Pod Security level does not fit its pods',
  why: 'With a level that is too strict, pods are never admitted; with one that is too loose, any pod is. A namespace without the label counts as `baseline`, which Talos enforces by default; so does one that Argo CD or Flux creates. A level is called too loose only where all pods of the namespace are known.',
  wrong: `
apiVersion: v1
kind: Namespace
metadata: { name: monitoring, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: v1
kind: Pod
metadata: { name: node-exporter, namespace: monitoring }
spec:
  hostNetwork: true
  containers: [{ name: node-exporter, image: "registry.test/node-exporter:1.9.1" }]
`,
  right: `
apiVersion: v1
kind: Namespace
metadata: { name: monitoring, labels: { pod-security.kubernetes.io/enforce: privileged } }
---
apiVersion: v1
kind: Pod
metadata: { name: node-exporter, namespace: monitoring }
spec:
  hostNetwork: true
  containers: [{ name: node-exporter, image: "registry.test/node-exporter:1.9.1" }]
`,
  source: 'Kubernetes 1.36 Pod Security Standards; Talos documentation, Pod Security',
  find: ({ clusters }) => clusters.flatMap(cluster => [...ofNamespaces(cluster), ...ofCreated(cluster)]),
};

interface Pods {
  readonly name: string;
  readonly level: PodSecurityLevel;
  /** Of a chart, in another version than the one that runs. */
  readonly asOf?: string;
}

const rank = (level: PodSecurityLevel) => podSecurityLevels.indexOf(level);
/** Whether the API server enforces `unlabelled` is known of the clusters that InfraFlux writes. */
const severityOf = (written: string | undefined, { graph }: Cluster) =>
  written === undefined && graph === undefined ? ('warning' as const) : ('error' as const);
const levelOf = (written: string | undefined) => podSecurityLevels.find(each => each === (written ?? unlabelled));

function ofNamespaces(cluster: Cluster): RuleFinding[] {
  const namespaces = cluster.objects.filter(({ manifest }) => manifest.object.kind === 'Namespace');
  return namespaces.flatMap(({ manifest }): RuleFinding[] => {
    const { object } = manifest;
    const { name } = object.metadata;
    const written = textOf(object.metadata.labels, label);
    // Talos enforces nothing there.
    if (written === undefined && name === 'kube-system') return [];
    const at = { in: manifest, at: written === undefined ? ['metadata'] : ['metadata', 'labels', label] };
    const level = levelOf(written);
    if (level === undefined)
      return isTemplate(written ?? '')
        ? []
        : [{ ...at, message: `\`${written}\` is not a Pod Security level`, allowed: podSecurityLevels.join(', ') }];
    const pods = podsIn(name, cluster);
    const { refused, most } = judge(pods, level);
    if (refused.length > 0)
      return [
        {
          ...at,
          severity: severityOf(written, cluster),
          message: `\`${name}\` ${written === undefined ? 'has no Pod Security label, so Talos admits' : 'admits'} \`${level}\`, but ${needing(refused, most)}`,
          repair: `label it \`${label}: ${most}\``,
        },
      ];
    const isKnown = pods.length > 0 && pods.every(({ asOf }) => asOf === undefined) && arePodsKnown(cluster, name);
    if (written === undefined || !isKnown || rank(most) >= rank(level)) return [];
    return [
      {
        ...at,
        severity: 'warning' as const,
        message: `\`${name}\` admits \`${level}\`, but its pods need no more than \`${most}\``,
        repair: `label it \`${label}: ${most}\``,
      },
    ];
  });
}

/** Namespaces that Argo CD or Flux makes, with the labels that are given to them there. */
function ofCreated(cluster: Cluster): RuleFinding[] {
  const written = new Set(
    cluster.objects.flatMap(({ manifest: { object } }) => (object.kind === 'Namespace' ? object.metadata.name : [])),
  );
  const created = cluster.applications.flatMap(({ application: { manifest, namespace, syncOptions } }) => {
    if (namespace === undefined || !syncOptions.includes('CreateNamespace=true') || written.has(namespace)) return [];
    const labels = field(manifest.object, 'spec', 'syncPolicy', 'managedNamespaceMetadata', 'labels');
    return [{ in: manifest, at: ['spec', 'syncPolicy', 'syncOptions'], namespace, label: textOf(labels, label) }];
  });
  const byFlux = cluster.objects.flatMap(({ manifest, namespace: own }) => {
    const spec = field(manifest.object, 'spec');
    const namespace = textOf(spec, 'targetNamespace') ?? own;
    if (manifest.object.kind !== 'HelmRelease' || field(spec, 'install', 'createNamespace') !== true) return [];
    if (namespace === undefined || written.has(namespace)) return [];
    return [{ in: manifest, at: ['spec', 'install', 'createNamespace'], namespace, label: undefined }];
  });
  return [...created, ...byFlux].flatMap(({ namespace, label: written, ...at }): RuleFinding[] => {
    const isLabelled = written !== undefined;
    const level = levelOf(written) ?? unlabelled;
    const { refused, most } = judge(podsIn(namespace, cluster), level);
    if (refused.length === 0 || namespace === 'kube-system') return [];
    return [
      {
        ...at,
        severity: severityOf(isLabelled ? level : undefined, cluster),
        message: `the namespace \`${namespace}\` ${isLabelled ? 'is created with a label that' : 'is created without a Pod Security label, so Talos'} admits \`${level}\`, but ${needing(refused, most)}`,
        allowed: `a namespace with the label \`${label}: ${most}\``,
        repair:
          at.at[1] === 'syncPolicy'
            ? `write \`syncPolicy.managedNamespaceMetadata.labels: { ${label}: ${most} }\`, or the Namespace itself`
            : `write the Namespace with the label \`${label}: ${most}\``,
      },
    ];
  });
}

function judge(pods: readonly Pods[], level: PodSecurityLevel) {
  const most = podSecurityLevels.findLast(each => pods.some(pod => pod.level === each)) ?? podSecurityLevels[0];
  return { refused: pods.filter(each => rank(each.level) > rank(level)), most };
}

function needing(refused: readonly Pods[], most: PodSecurityLevel): string {
  const names = refused.map(({ name, asOf }) => (asOf === undefined ? `\`${name}\`` : `\`${name}\` (as of ${asOf})`));
  return `${names.join(', ')} ${refused.length === 1 ? 'needs' : 'need'} \`${most}\``;
}

function podsIn(namespace: string, { objects, releases }: Cluster): Pods[] {
  const written = objects
    .filter(placed => placed.namespace === namespace)
    .flatMap(({ manifest: { object } }) => {
      const template = podTemplateOf(object);
      return template === undefined ? [] : [{ name: nameOf(object), level: podSecurityLevel(template.spec) }];
    });
  const rendered = releases.flatMap(release =>
    workloadsOf(release)
      .filter(workload => workload.namespace === namespace)
      .map(({ kind, name, podSecurity }) => ({
        name: `${kind} ${namespace}/${name}`,
        level: podSecurity,
        ...(release.facts === undefined && { asOf: `${release.chart} ${ownFacts(release.chart)?.version}` }),
      })),
  );
  return [...written, ...rendered];
}

/** The workloads of a chart, in the namespace of its release; those of the pinned version where it is another one. */
function workloadsOf({ chart, facts, namespace }: HelmRelease): readonly RenderedWorkload[] {
  if (facts !== undefined) return facts.workloads;
  const workloads = ownFacts(chart)?.workloads ?? [];
  return new Set(workloads.map(each => each.namespace)).size === 1
    ? workloads.map(each => ({ ...each, namespace }))
    : workloads;
}
