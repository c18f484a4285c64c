import { defaults } from '../config/versions';
import { groupOf } from '../model/manifest';
import type { Rule } from '../model/rule';
import { builtInGroups } from '../repository/generated-objects';
import type { Repository } from '../repository/repository';
import { kindSchemaOf, versionOf } from '../upstream/schemas/load';

/** Served by Cilium 1.19 beside their successors, and gone from 1.20 (pkg/k8s/apis/cilium.io/client/register.go). */
const ciliumAlpha = /^Cilium(?:CIDRGroup|LoadBalancerIPPool|NodeConfig|BGP\w+)$/;

/** Kinds whose old groups Kubernetes has long removed (kubernetes.io/docs/reference/using-api/deprecation-guide). */
const removedGroups: Readonly<Record<string, string>> = { extensions: 'networking.k8s.io/v1 or apps/v1' };

export const noDeprecatedVersions: Rule<Repository> = {
  code: 'no-deprecated-versions',
  severity: 'error',
  title: 'An API version that is not served, or is deprecated',
  why: 'The API server rejects an object of a version that it does not serve. A deprecated version is served until an upgrade removes it, and the object is rejected from then on.',
  wrong: `
apiVersion: cilium.io/v2alpha1
kind: CiliumLoadBalancerIPPool
metadata: { name: lan }
spec: { blocks: [{ cidr: 192.0.2.0/24 }] }
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: lan }
spec: { blocks: [{ cidr: 192.0.2.0/24 }] }
`,
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/client/register.go; Kubernetes deprecated API migration guide',
  find: ({ manifests }) =>
    manifests.flatMap(manifest => {
      const { object } = manifest;
      const group = groupOf(object);
      const kind = kindSchemaOf(object);
      const version = versionOf(object);
      const at = { in: manifest, at: ['apiVersion'] };
      const successor = Object.keys(kind?.versions ?? {}).find(other => !kind?.deprecated.includes(other));
      const repair =
        successor === undefined ? 'move to its successor' : `write \`${group === '' ? '' : `${group}/`}${successor}\``;
      if (Object.hasOwn(removedGroups, group))
        return [
          {
            ...at,
            message: `\`${object.apiVersion}\` is no longer served`,
            repair: `write \`${removedGroups[group]}\``,
          },
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
      return [{ ...at, message: `${server} does not serve \`${object.kind}\` in \`${object.apiVersion}\``, repair }];
    }),
};
