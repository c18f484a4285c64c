import { field, textOf } from '../model/fields';
import type { Place } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import type { Application, Source } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { containersOf, podTemplateOf } from '../repository/pods';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';

export const noFloatingVersions: Rule<Repository> = {
  code: 'no-floating-versions',
  severity: 'error',
  title: 'A version that moves without a commit',
  why: 'A chart range, a branch of another repository or an image without a version changes the cluster without a change in the repository, and a rollback does not bring the old version back. Pin the version and let a tool such as Renovate propose the next one.',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  source: { chart: cilium, repoURL: https://helm.cilium.io, targetRevision: 1.* }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  source: { chart: cilium, repoURL: https://helm.cilium.io, targetRevision: 1.19.7 }
`,
  find: ({ clusters, manifests }) => [
    ...clusters.flatMap(cluster => [...ofReleases(cluster), ...ofRepositories(cluster), ...ofDigests(cluster)]),
    ...manifests.flatMap(manifest => {
      const template = podTemplateOf(manifest.object);
      return template === undefined
        ? []
        : containersOf(template).flatMap(({ at, container }) =>
            ofImage(textOf(container, 'image'), manifest, [...at, 'image']),
          );
    }),
  ],
};

const exact = /^v?\d+\.\d+\.\d+(?:[-+].*)?$/;

function ofReleases({ releases }: Cluster): RuleFinding[] {
  return releases
    .filter(({ version }) => !exact.test(version))
    .map(({ in: place, at, chart, version }) => ({
      in: place,
      at,
      message: `the chart \`${chart}\` has ${version === '' ? 'no version, so the newest is installed' : `the version \`${version}\`, which moves`}`,
      allowed: 'an exact version, `1.2.3`',
      repair: 'pin it',
    }));
}

/** Our own branch is what people review; another project's branch moves under us. */
function ofRepositories({ applications }: Cluster): RuleFinding[] {
  const ours = new Set(applications.flatMap(({ folders }) => folders.map(({ source }) => source.repository)));
  const isPinned = ({ revision }: Source) =>
    /^[0-9a-f]{40}$/.test(revision) || (/\d/.test(revision) && !/[*^~><]/.test(revision));
  return applications.flatMap(({ application }) =>
    application.sources
      .filter(
        source =>
          source.chart === undefined &&
          !ours.has(source.repository) &&
          !isPinned(source) &&
          hasPath(source, application),
      )
      .map(({ at, repository, revision }) => ({
        in: application.manifest,
        at,
        message: `\`${repository}\` is read at ${revision === '' ? 'its newest commit' : `\`${revision}\``}, which moves`,
        allowed: 'a tag or a commit',
        repair: 'pin `targetRevision`',
      })),
  );
}

const hasPath = ({ path, ref }: Source, { generated }: Application) => (path ?? ref) !== undefined && !generated;

/** Charts name their images by digest; a value can take that away. */
function ofDigests({ releases }: Cluster): RuleFinding[] {
  return releases.flatMap(({ values }: HelmRelease) =>
    values.flatMap(({ in: place, at, value }) =>
      digestsIn(value, at).map(found => ({
        in: place,
        at: found,
        severity: 'warning' as const,
        message: 'the chart pins this image by digest, and the value removes the digest',
        repair: 'remove it',
      })),
    ),
  );
}

function digestsIn(value: unknown, at: readonly Step[]): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (field(value, 'useDigest') === false) return [[...at, 'useDigest']];
  return Object.entries(value).flatMap(([key, inner]) =>
    digestsIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

function ofImage(image: string | undefined, place: Place, at: readonly Step[]): RuleFinding[] {
  if (image === undefined || image.includes('@sha256:')) return [];
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  if (tag !== undefined && tag !== 'latest') return [];
  return [
    {
      in: place,
      at,
      message: `the image \`${image}\` ${tag === undefined ? 'has no tag' : 'has the tag `latest`'}, so it may differ each time a pod starts`,
      repair: 'pin a version, preferably with its digest',
    },
  ];
}
