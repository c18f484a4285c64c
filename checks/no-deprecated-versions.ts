import { defaults } from '../config/versions';
import { groupOf } from '../model/manifest';
import { builtInGroups } from '../repository/generated-objects';
import { kindSchemaOf, versionOf } from '../upstream/schemas/load';
import { check } from './check';

/** Served by Cilium 1.19 beside their successors, and gone from 1.20 (pkg/k8s/apis/cilium.io/client/register.go). */
const ciliumAlpha = /^Cilium(?:CIDRGroup|LoadBalancerIPPool|NodeConfig|BGP\w+)$/;

/** Kinds whose old groups Kubernetes has long removed (kubernetes.io/docs/reference/using-api/deprecation-guide). */
const removedGroups: Readonly<Record<string, string>> = { extensions: 'networking.k8s.io/v1 or apps/v1' };

export const noDeprecatedVersions = check(
  'no-deprecated-versions',
  'every API version is served, and will be after the next upgrade',
  ({ manifests }) =>
    manifests.flatMap(manifest => {
      const { object } = manifest;
      const group = groupOf(object);
      const kind = kindSchemaOf(object);
      const version = versionOf(object);
      const at = { in: manifest, at: ['apiVersion'] };
      const successor = Object.keys(kind?.versions ?? {}).find(other => !kind!.deprecated.includes(other));
      const repair =
        successor === undefined ? 'move to its successor' : `write \`${group === '' ? '' : `${group}/`}${successor}\``;
      if (Object.hasOwn(removedGroups, group))
        return [
          { ...at, message: `\`${object.apiVersion}\` is served no more`, repair: `write \`${removedGroups[group]}\`` },
        ];
      if (kind === undefined) return [];
      if (
        kind.deprecated.includes(version) ||
        (group === 'cilium.io' && version === 'v2alpha1' && ciliumAlpha.test(object.kind))
      )
        return [
          {
            ...at,
            severity: 'warning' as const,
            message: `\`${object.apiVersion}\` of \`${object.kind}\` is deprecated`,
            repair,
          },
        ];
      if (Object.hasOwn(kind.versions, version)) return [];
      const server = builtInGroups.includes(group) ? `Kubernetes ${defaults.kubernetes}` : 'the pinned CRD';
      return [{ ...at, message: `${server} serves no \`${object.apiVersion}\` of \`${object.kind}\``, repair }];
    }),
);
