import { field, listOf, nameOf, selectorOf, textOf, textsOf } from '../model/fields';
import { selects } from '../model/label-selector';
import { groupOf, type KubernetesObject } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import { createEngine } from '../policy/engine';
import type { Endpoint } from '../policy/input';
import { endpointLabels } from '../policy/labels';
import type { Cluster } from '../repository/cluster';
import { arePodsKnown, isKnown } from '../repository/inventory';
import { placedManifests } from '../repository/placed';
import type { Repository } from '../repository/repository';
import { type KnownService, servicesOf } from '../repository/services';
import { settingsOf } from '../repository/settings';
import { podsOf } from '../repository/workloads';
import { schemaOf } from '../upstream/schemas/load';

export const requireSelected: Rule<Repository> = {
  code: 'require-selected',
  severity: 'error',
  title: 'A selector that matches nothing',
  why: 'A policy that selects no pod protects nothing but looks as if it did. A Service without pods never answers. A ServiceMonitor or PodMonitor that selects nothing, or names a port that is not there, scrapes nothing, and no alert on its metrics ever fires. Where a chart, an operator or a remote source may bring pods that these files do not show, nothing is reported.',
  wrong: `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app.kubernetes.io/name: api } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app: api }
  ports: [{ port: 8080 }]
`,
  right: `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app.kubernetes.io/name: api } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app.kubernetes.io/name: api }
  ports: [{ port: 8080 }]
`,
  find: ({ clusters }) =>
    clusters.flatMap(cluster => [...ofServices(cluster), ...ofMonitors(cluster), ...ofPolicies(cluster)]),
};

function ofServices(cluster: Cluster): RuleFinding[] {
  return cluster.objects.flatMap(({ manifest, namespace = 'default' }) => {
    const { object } = manifest;
    const matchLabels = textsOf(object, 'spec', 'selector');
    if (object.kind !== 'Service' || groupOf(object) !== '' || Object.keys(matchLabels).length === 0) return [];
    const isFound = podsOf(cluster).some(pod => pod.namespace === namespace && selects({ matchLabels }, pod.labels));
    if (isFound || !arePodsKnown(cluster, namespace)) return [];
    return [
      {
        in: manifest,
        at: ['spec', 'selector'],
        message: `\`${nameOf(object, namespace)}\` selects no pod that these files run`,
        repair: 'correct the labels',
      },
    ];
  });
}

/** A ServiceMonitor selects Services by their labels and scrapes ports by their names; a PodMonitor does so with pods. */
function ofMonitors(cluster: Cluster): RuleFinding[] {
  return cluster.objects.flatMap(({ manifest, namespace = 'default' }): RuleFinding[] => {
    const { object } = manifest;
    const monitor = groupOf(object) === 'monitoring.coreos.com' ? monitors[object.kind] : undefined;
    if (monitor === undefined) return [];
    const { what, endpoints } = monitor;
    const name = nameOf(object, namespace);
    const meant = namespacesOf(object, namespace);
    const selector = selectorOf(field(object, 'spec', 'selector'));
    const candidates: readonly Candidate[] = what === 'Service' ? [...servicesOf(cluster).values()] : podsOf(cluster);
    const found = candidates.filter(
      candidate => (meant?.includes(candidate.namespace) ?? true) && selects(selector, candidate.labels),
    );
    const isClosed = (meant ?? [undefined]).every(other =>
      what === 'pod' ? arePodsKnown(cluster, other) : isKnown(cluster, { group: '', kind: what, namespace: other }),
    );
    if (!isClosed) return [];
    if (found.length === 0)
      return [
        {
          in: manifest,
          at: ['spec', 'selector'],
          message: `\`${name}\` selects no ${what} of these files`,
          repair: 'correct the labels, or the namespaces',
        },
      ];
    const ports = new Set(found.flatMap(({ ports }) => ports.flatMap(port => port.name ?? [])));
    return listOf(object, 'spec', endpoints).flatMap((endpoint, index): RuleFinding[] => {
      const port = textOf(endpoint, 'port');
      if (port === undefined || ports.has(port)) return [];
      return [
        {
          in: manifest,
          at: ['spec', endpoints, index, 'port'],
          message: `no ${what} that \`${name}\` selects has a port \`${port}\``,
          allowed: [...ports].map(known => `\`${known}\``).join(', '),
          repair: 'use one of their ports',
        },
      ];
    });
  });
}

/** The namespaces that a monitor looks into; undefined: all of them. */
function namespacesOf(object: KubernetesObject, own: string): readonly string[] | undefined {
  if (field(object, 'spec', 'namespaceSelector', 'any') === true) return undefined;
  const named = listOf(object, 'spec', 'namespaceSelector', 'matchNames').map(String);
  return named.length > 0 ? named : [own];
}

/** What a monitor selects, and where it says which ports (`prometheus-operator 0.93 api/monitoring/v1`). */
const monitors: Readonly<Record<string, { readonly what: 'Service' | 'pod'; readonly endpoints: string }>> = {
  ServiceMonitor: { what: 'Service', endpoints: 'endpoints' },
  PodMonitor: { what: 'pod', endpoints: 'podMetricsEndpoints' },
};

type Candidate = Pick<KnownService, 'namespace' | 'labels' | 'ports'>;

/** By the engine's own reading of selectors, label sources and namespaces included. */
function ofPolicies(cluster: Cluster): RuleFinding[] {
  const settings = settingsOf(cluster);
  const pods = podsOf(cluster).map(
    ({ namespace, name, labels }): Endpoint => ({ name: `${namespace}/${name}`, namespace, labels }),
  );
  const own = (['host', 'health', 'ingress'] as const).map(reserved => ({ name: reserved, reserved }));
  const labels = [...pods, ...own].map(endpoint => endpointLabels(endpoint, settings));
  const manifests = placedManifests(cluster);
  const { rules } = createEngine(manifests, [], schemaOf, settings).policies;
  const empty = new Set(
    rules.filter(rule => !rule.node && !labels.some(set => rule.subject.matches(set))).map(rule => rule.ref.manifest),
  );
  const full = new Set(
    rules.filter(rule => rule.node || labels.some(set => rule.subject.matches(set))).map(rule => rule.ref.manifest),
  );
  return [...empty]
    .filter(manifest => !full.has(manifest) && arePodsKnown(cluster, manifest.object.metadata.namespace))
    .map(manifest => ({
      in: manifest,
      at: ['spec'],
      severity: 'warning',
      message: `\`${nameOf(manifest.object)}\` selects no pod that these files run, so it protects nothing`,
      repair: 'correct the selector, or remove the policy',
    }));
}
