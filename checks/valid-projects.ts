import { field, listOf, textOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import { type Application, isProject } from '../repository/application';
import type { Cluster, OwnedFolder } from '../repository/cluster';
import { matchesGlob } from '../repository/glob';
import { identityOf } from '../repository/identity';
import type { Repository } from '../repository/repository';
import { kindsOf } from '../upstream/facts';

export const validProjects: Rule<Repository> = {
  code: 'valid-projects',
  severity: 'error',
  title: 'An AppProject that allows more or less than its Applications bring',
  why: 'Where a project allows too little, the sync stops. What it allows beyond that is open to anyone who takes over the repository: the project `default`, and `*`, allow everything.',
  wrong: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: default
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
# file: shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  right: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: shop
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://git.test/platform.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  namespaceResourceWhitelist: [{ group: "", kind: ConfigMap }]
# file: shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  find: ({ clusters }) =>
    clusters.flatMap(cluster => {
      const projects = cluster.objects.map(({ manifest }) => manifest).filter(({ object }) => isProject(object));
      return [
        ...cluster.applications.flatMap(owned => forbidden(owned, cluster, projects)),
        ...projects.flatMap(project => unused(project, cluster)),
      ];
    }),
};

/** A kind that an Application brings, and the namespace it goes to; empty for the cluster. */
interface Brought {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

function broughtBy(application: Application, { objects, releases }: Cluster): Brought[] {
  const written = objects.filter(placed => placed.application === application).map(identityOf);
  const rendered = releases
    .filter(release => release.application === application)
    .flatMap(({ facts }) => (facts === undefined ? [] : kindsOf(facts)))
    .flatMap(({ group, kind, namespaces }) =>
      (namespaces.length === 0 ? [''] : namespaces).map(namespace => ({ group, kind, namespace })),
    );
  return [...written, ...rendered];
}

function forbidden({ application }: OwnedFolder, cluster: Cluster, projects: readonly Manifest[]): RuleFinding[] {
  const at = ['spec', 'project'];
  const fault = (message: string, where: readonly Step[], repair: string): RuleFinding => ({
    in: application.manifest,
    at: where,
    message,
    repair,
  });
  if (application.generated || application.project.includes('{{')) return [];
  const project = projects.find(({ object }) => object.metadata.name === application.project);
  if (project === undefined)
    return application.project === 'default'
      ? [
          {
            ...fault(
              `\`${application.name}\` belongs to the project \`default\`, which allows everything`,
              at,
              'give it a project of its own',
            ),
            severity: 'warning',
          },
        ]
      : [fault(`the AppProject \`${application.project}\` does not exist`, at, 'add the project')];
  const spec = field(project.object, 'spec');
  const repositories = application.sources
    .filter(source => !listOf(spec, 'sourceRepos').some(glob => allows(glob, source.repository)))
    .map(source =>
      fault(
        `the AppProject \`${application.project}\` does not allow \`${source.repository}\``,
        source.at,
        'add it to `sourceRepos`',
      ),
    );
  const brought = broughtBy(application, cluster);
  const namespaces = new Set([application.namespace ?? '', ...brought.map(({ namespace }) => namespace)]);
  const closed = [...namespaces].filter(
    namespace => namespace !== '' && !allowsNamespace(spec, application.server, namespace),
  );
  const refused = new Set(brought.filter(each => !allowsKind(spec, each)).map(({ group, kind }) => `${group}/${kind}`));
  return [
    ...repositories,
    ...closed.map(namespace =>
      fault(
        `the AppProject \`${application.project}\` does not allow the namespace \`${namespace}\``,
        at,
        'add it to `destinations`',
      ),
    ),
    ...[...refused].map(kind =>
      fault(`the AppProject \`${application.project}\` does not allow \`${kind}\``, at, 'add it to the whitelist'),
    ),
  ];
}

const allows = (glob: unknown, text: string) => typeof glob === 'string' && (glob === '*' || matchesGlob(glob, text));

function allowsNamespace(spec: unknown, server: string, namespace: string): boolean {
  return listOf(spec, 'destinations').some(
    destination =>
      allows(field(destination, 'namespace'), namespace) &&
      (allows(field(destination, 'server'), server) || allows(field(destination, 'name'), server)),
  );
}

function allowsKind(spec: unknown, { group, kind, namespace }: Brought): boolean {
  const matches = (entry: unknown) => allows(field(entry, 'group') ?? '', group) && allows(field(entry, 'kind'), kind);
  const lists = namespace === '' ? 'clusterResource' : 'namespaceResource';
  const whitelist = field(spec, `${lists}Whitelist`);
  if (listOf(spec, `${lists}Blacklist`).some(matches)) return false;
  // Absent, the cluster's kinds are closed and the namespaces' are open.
  return Array.isArray(whitelist) ? whitelist.some(matches) : namespace !== '';
}

/** An unused permission is one for an attacker who can write to the repository. */
function unused(project: Manifest, cluster: Cluster): RuleFinding[] {
  const { name } = project.object.metadata;
  const members = cluster.applications.filter(({ application }) => application.project === name);
  const isKnown = members.every(
    ({ application, folders }) =>
      folders.every(({ folder }) => folder.unevaluated.length === 0) &&
      cluster.releases.every(release => release.application !== application || release.facts !== undefined) &&
      application.sources.every(
        source =>
          source.chart !== undefined || source.path === undefined || folders.some(folder => folder.source === source),
      ),
  );
  if (members.length === 0 || !isKnown) return [];
  const brought = members.flatMap(({ application }) => broughtBy(application, cluster));
  return (['clusterResourceWhitelist', 'namespaceResourceWhitelist'] as const).flatMap(list =>
    listOf(project.object, 'spec', list).flatMap((entry, index) => {
      const isUsed = brought.some(
        ({ group, kind, namespace }) =>
          (namespace === '') === (list === 'clusterResourceWhitelist') &&
          allows(field(entry, 'group') ?? '', group) &&
          allows(field(entry, 'kind'), kind),
      );
      return isUsed
        ? []
        : [
            {
              in: project,
              at: ['spec', list, index],
              severity: 'warning' as const,
              message: `the AppProject \`${name}\` allows \`${textOf(entry, 'group') ?? ''}/${textOf(entry, 'kind')}\`, which none of its Applications needs`,
              repair: 'remove it, or list the kinds that its Applications bring',
            },
          ];
    }),
  );
}
