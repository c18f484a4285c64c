import { nameOf, textOf } from '../model/fields';
import { type PodSecurityLevel, podSecurityLevels } from '../model/pod-security-level';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import { isOpaque } from '../repository/inventory';
import { podTemplateOf } from '../repository/pods';
import type { Repository } from '../repository/repository';
import { podSecurityLevel } from '../upstream/pod-security';

/** What the API server enforces for a namespace without the label: Talos' default (siderolabs.com/docs, Pod Security). */
const unlabelled: PodSecurityLevel = 'baseline';

const label = 'pod-security.kubernetes.io/enforce';

export const requirePodSecurity: Rule<Repository> = {
  code: 'require-pod-security',
  severity: 'error',
  title: 'A namespace whose Pod Security level does not fit its pods',
  why: 'With a level that is too strict, pods are never admitted; with one that is too loose, any pod is. A namespace without the label counts as `baseline`, which Talos enforces by default.',
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
  find: ({ clusters }) => clusters.flatMap(faultsOf),
};

interface Pods {
  readonly name: string;
  readonly level: PodSecurityLevel;
}

const rank = (level: PodSecurityLevel) => podSecurityLevels.indexOf(level);

function faultsOf(cluster: Cluster): RuleFinding[] {
  const namespaces = cluster.objects.filter(({ manifest }) => manifest.object.kind === 'Namespace');
  return namespaces.flatMap(({ manifest }): RuleFinding[] => {
    const { object } = manifest;
    const { name } = object.metadata;
    const written = textOf(object.metadata.labels, label);
    const level = podSecurityLevels.find(each => each === (written ?? unlabelled));
    const pods = podsIn(name, cluster);
    const at = { in: manifest, at: written === undefined ? ['metadata'] : ['metadata', 'labels', label] };
    if (level === undefined)
      return [{ ...at, message: `\`${written}\` is not a Pod Security level`, allowed: podSecurityLevels.join(', ') }];
    const refused = pods.filter(each => rank(each.level) > rank(level));
    const most = pods.map(each => rank(each.level)).reduce((a, b) => Math.max(a, b), 0);
    if (refused.length > 0)
      return [
        {
          ...at,
          message: `\`${name}\` admits \`${level}\`, but ${refused.map(each => `\`${each.name}\``).join(', ')} ${refused.length === 1 ? 'needs' : 'need'} \`${podSecurityLevels[most]}\``,
          repair: `label it \`${label}: ${podSecurityLevels[most]}\``,
        },
      ];
    const isKnown = pods.length > 0 && !isOpaque(cluster, name);
    if (written === undefined || !isKnown || most >= rank(level)) return [];
    return [
      {
        ...at,
        severity: 'warning' as const,
        message: `\`${name}\` admits \`${level}\`, but its pods need no more than \`${podSecurityLevels[most]}\``,
        repair: `label it \`${label}: ${podSecurityLevels[most]}\``,
      },
    ];
  });
}

function podsIn(namespace: string, { objects, releases }: Cluster): Pods[] {
  const written = objects
    .filter(placed => placed.namespace === namespace)
    .flatMap(({ manifest: { object } }) => {
      const template = podTemplateOf(object);
      return template === undefined ? [] : [{ name: nameOf(object), level: podSecurityLevel(template.spec) }];
    });
  const rendered = releases
    .flatMap(({ facts }) => facts?.workloads ?? [])
    .filter(workload => workload.namespace === namespace)
    .map(({ kind, name, podSecurity }) => ({ name: `${kind} ${namespace}/${name}`, level: podSecurity }));
  return [...written, ...rendered];
}
