import { compare } from '../model/finding';
import { groupBy } from '../model/group-by';
import { groupOf, type KubernetesObject, type Manifest } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Violation } from '../model/structure/violation';
import { builtManifests } from '../repository/built';
import type { Repository } from '../repository/repository';
import { kindSchemaOf, kindsOfGroup, schemaOf } from '../upstream/schemas/load';
import { judgeObject } from './schema/object';

export const validSchema: Rule<Repository> = {
  code: 'valid-schema',
  severity: 'error',
  title: 'An object that does not fit the schema of its kind',
  why: 'Server-side apply refuses the whole object, and the sync fails: for an unknown field, a wrong type, an empty `x:` (null) in a custom resource, a missing field, a value outside its enumeration, range, pattern or format, list items with the same keys, a broken CEL rule, or an invalid name or label. Objects of Kubernetes’ own kinds are also held to its validation, for example selectors and template labels, ports, quantities, probes, volumes and Services. The schemas are those of the pinned Kubernetes version and of the pinned CRDs; a kind without a schema, and a CEL rule that cannot be evaluated, are noted.',
  source: 'kubernetes 1.36 apiextensions-apiserver pkg/apiserver/validation, pkg/apis/*/validation',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelecter: { matchLabels: { app: api } }
  ingress: [{ fromEntities: [cluster] }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress: [{ fromEntities: [cluster] }]
`,
  find: repository => [
    ...builtManifests(repository)
      .filter(({ object }) => !isEncrypted(object))
      .flatMap(manifest => faultsOf(manifest, repository)),
    ...unknownKinds(repository.manifests),
  ],
};

/** A kind for the objects of one namespace, where the group has one: the namespace is what the author meant. */
function namespaceRepair(object: KubernetesObject): string {
  const { kind } = object;
  const names = [`${kind}Namespaced`, kind.replace('Clusterwide', ''), kind.replace(/^Cluster(?=[A-Z])/, '')];
  const kinds = kindsOfGroup(groupOf(object)) ?? {};
  const namespaced = names.find(name => Object.hasOwn(kinds, name) && kinds[name]?.scope === 'Namespaced');
  return namespaced === undefined ? 'remove `namespace`' : `write \`kind: ${namespaced}\` to keep it to the namespace`;
}

function faultsOf(manifest: Manifest, repository: Repository): RuleFinding[] {
  const { object } = manifest;
  const kind = kindSchemaOf(object);
  const schema = schemaOf(object);
  const namespaced: RuleFinding = {
    in: manifest,
    at: ['metadata', 'namespace'],
    severity: 'warning',
    message: `\`${object.kind}\` is cluster-scoped, so it has no namespace`,
    repair: namespaceRepair(object),
  };
  const report = schema && judgeObject(object, schema);
  return [
    ...(kind?.scope === 'Cluster' && object.metadata.namespace !== undefined ? [namespaced] : []),
    ...(report?.violations ?? []).map(violation => word(violation, manifest, repository)),
    ...(report?.unevaluated ?? []).map(({ at, rule, reason }) => ({
      in: manifest,
      at,
      severity: 'note' as const,
      message: `the rule \`${rule}\` of the CRD could not be evaluated: ${reason}`,
    })),
  ];
}

/**
 * YAML 1.1 has more words for `true` and `false` than people know. Kustomize reads YAML 1.2, where they are strings, so
 * that the API server never sees what Kustomize has read.
 */
function word({ kind: _, ...violation }: Violation, manifest: Manifest, { texts }: Repository): RuleFinding {
  const line = texts.get(manifest.file)?.split('\n')[manifest.lineOf(violation.at) - 1] ?? '';
  const [, written] = /[:-] +(on|off|yes|no|y|n)\s*(?:#.*)?$/i.exec(line) ?? [];
  if (written === undefined) return { in: manifest, ...violation };
  return {
    in: manifest,
    at: violation.at,
    severity: isKustomized(manifest.file, texts) ? 'warning' : 'error',
    message: `\`${written}\` is a Boolean in YAML 1.1, which the API server reads, and a string in Kustomize`,
    repair: `write \`"${written}"\`, in quotes`,
  };
}

function isKustomized(file: string, texts: ReadonlyMap<string, string>): boolean {
  const folders = file.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'));
  return folders.some(folder =>
    ['kustomization.yaml', 'kustomization.yml'].some(name => texts.has(folder === '' ? name : `${folder}/${name}`)),
  );
}

/** Not checked is not the same as right: each kind is reported once. */
function unknownKinds(manifests: readonly Manifest[]): RuleFinding[] {
  const unknown = manifests.filter(({ object }) => kindSchemaOf(object) === undefined && !isOpen(object));
  const kinds = groupBy(unknown, ({ object }) => `${groupOf(object)}/${object.kind}`);
  return [...kinds].sort(([a], [b]) => compare(a, b)).map(([name, manifests]) => unknownKind(name, manifests));
}

function unknownKind(name: string, [first, ...others]: readonly [Manifest, ...Manifest[]]): RuleFinding {
  const { apiVersion, kind } = first.object;
  if (groupOf(first.object) === 'extensions')
    return {
      in: first,
      at: ['apiVersion'],
      message: `Kubernetes no longer serves \`${kind}\` in \`${apiVersion}\``,
      repair: `write \`${successors.find(version => isServed(version, kind)) ?? 'the API group that serves it now'}\``,
    };
  const count = others.length === 0 ? 'its only object is' : `its ${others.length + 1} objects are`;
  return {
    in: first,
    at: ['kind'],
    severity: 'note',
    message: `there is no schema for \`${name}\`: ${count} not checked`,
  };
}

/** Where the kinds of the group `extensions` went; Kubernetes serves nothing in it since 1.22. */
const successors = ['apps/v1', 'networking.k8s.io/v1', 'policy/v1'];

const isServed = (apiVersion: string, kind: string) => Object.hasOwn(kindsOfGroup(groupOf({ apiVersion })) ?? {}, kind);

/** Kinds whose form is not checked on purpose. */
const isOpen = ({ kind }: KubernetesObject) => kind === 'CustomResourceDefinition' || kind === 'Kustomization';

/** SOPS puts texts in the place of all types, and a block of its own beside them. */
const isEncrypted = ({ sops }: KubernetesObject) => sops !== undefined;
