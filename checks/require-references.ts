import { nameOf } from '../model/fields';
import type { Place } from '../model/manifest';
import { groupOf } from '../model/manifest';
import { memoize } from '../model/memoize';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import { isTemplate } from '../repository/flux/variables';
import { builtInGroups } from '../repository/generated-objects';
import { type Identity, identityOf, type PlacedObject } from '../repository/identity';
import { inventoryOf } from '../repository/inventory';
import { referencesOf } from '../repository/references';
import type { Reference } from '../repository/references/reference';
import { referencesInValues } from '../repository/references/values';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';

export const requireReferences: Rule<Repository> = {
  code: 'require-references',
  severity: 'error',
  title: 'A reference to an object that does not exist',
  why: 'Pods wait forever for a Secret, a claim or a class that does not exist; the same holds for issuers, Gateways, service accounts, roles, CIDR groups, namespaces and CRDs. Objects that a pinned chart makes count, and those that Kustomize generates. A Secret may also come from a Certificate, an ExternalSecret, a SealedSecret, or from a `kubectl create secret` in a runbook. Only what is known completely can be missing: where a chart, an operator or a remote source may bring the object, nothing is reported, and [not-evaluated](not-evaluated.md) says what that is. A CRD is reported as missing where an Application or another CRD of its group shows how CRDs get there.',
  wrong: `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec: { selfSigned: {} }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: shop }
spec:
  secretName: web
  dnsNames: [web.shop.test]
  issuerRef: { kind: ClusterIssuer, name: letsencrpyt }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: certificates.cert-manager.io }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: clusterissuers.cert-manager.io }
`,
  right: `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec: { selfSigned: {} }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: shop }
spec:
  secretName: web
  dnsNames: [web.shop.test]
  issuerRef: { kind: ClusterIssuer, name: letsencrypt }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: certificates.cert-manager.io }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: clusterissuers.cert-manager.io }
`,
  find: ({ clusters }) =>
    clusters.flatMap(cluster => [
      ...cluster.objects.flatMap(placed => missingOf(placed, cluster)),
      ...cluster.releases.flatMap(release => missingInValues(release, cluster)),
    ]),
};

function missingOf(placed: PlacedObject, cluster: Cluster): RuleFinding[] {
  const inventory = inventoryOf(cluster);
  const { manifest, namespace } = placed;
  const { object } = manifest;
  const missing = referencesOf(placed)
    .filter(reference => !isTemplate(reference.name) && inventory.find(reference) === 'missing')
    .map(reference => fault(reference, manifest, nameOf(object, namespace)));
  const home = identityOf(placed).namespace;
  const noHome = home !== '' && !isTemplate(home) && inventory.find(namespaceNamed(home)) === 'missing';
  const noKind =
    installsCrds(groupOf(object), cluster) && inventory.findKind(groupOf(object), object.kind) === 'missing';
  return [
    ...missing,
    ...(noHome && writesNamespaces(cluster) ? [missingNamespace(placed, namespace ?? home)] : []),
    ...(noKind ? [missingKind(placed)] : []),
  ];
}

/** Whether the namespaces are here too, rather than only what is put into them. */
const writesNamespaces = memoize(
  ({ applications, objects }: Cluster) =>
    applications.length > 0 || objects.some(({ manifest }) => manifest.object.kind === 'Namespace'),
);

/** Whether the CRDs of a group are here too: a folder of manifests alone relies on operators that are there. */
const installsCrds = (group: string, cluster: Cluster): boolean =>
  !builtInGroups.includes(group) && (cluster.applications.length > 0 || groupsOfCrds(cluster).has(group));

/** A CRD is named `PLURAL.GROUP`. */
const groupsOfCrds = memoize(
  ({ objects }: Cluster): ReadonlySet<string> =>
    new Set(
      objects.flatMap(({ manifest: { object } }) =>
        object.kind === 'CustomResourceDefinition'
          ? [object.metadata.name.slice(object.metadata.name.indexOf('.') + 1)]
          : [],
      ),
    ),
);

function missingInValues({ chart, namespace, values }: HelmRelease, cluster: Cluster): RuleFinding[] {
  const inventory = inventoryOf(cluster);
  return values.flatMap(({ in: place, at, value }) =>
    referencesInValues(value, namespace, at)
      .filter(reference => !isTemplate(reference.name) && inventory.find(reference) === 'missing')
      .map(reference => fault(reference, place, chart)),
  );
}

export const namespaceNamed = (name: string): Identity => ({ group: '', kind: 'Namespace', namespace: '', name });

/** Secrets are often created in ways that no file shows. */
function fault({ kind, namespace, name, at }: Reference, place: Place, who: string): RuleFinding {
  const what = namespace === '' ? name : `${namespace}/${name}`;
  return {
    in: place,
    at,
    severity: kind === 'Secret' ? 'warning' : 'error',
    message: `the ${kind} \`${what}\` that \`${who}\` names does not exist in these files`,
    repair:
      kind === 'Secret'
        ? 'add what creates it: a Certificate, an ExternalSecret, or a command in a runbook'
        : 'correct the name, or add the object',
  };
}

function missingNamespace({ manifest, application }: PlacedObject, namespace: string): RuleFinding {
  const creates = application?.syncOptions.includes('CreateNamespace=true');
  return {
    in: manifest,
    at: ['metadata', 'namespace'],
    severity: creates ? 'note' : 'error',
    message: creates
      ? `Argo CD creates the namespace \`${namespace}\`, without a Pod Security level`
      : `\`${nameOf(manifest.object, namespace)}\` is in the namespace \`${namespace}\`, which these files do not create`,
    repair: 'write the namespace as a manifest',
  };
}

function missingKind({ manifest }: PlacedObject): RuleFinding {
  const { object } = manifest;
  return {
    in: manifest,
    at: ['kind'],
    message: `no CRD of \`${object.kind}\` in \`${groupOf(object)}\` is installed by these files`,
    repair: 'add its CRD, or what installs it',
  };
}
