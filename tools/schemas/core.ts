import { load } from 'js-yaml';
import type { KindSchema, Schema } from '../../upstream/schemas/structural';

/**
 * The kinds of Kubernetes itself that we write or meet, by API version. Kinds that only controllers write are left out,
 * and so are versions that 1.36 does not serve.
 */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.v1': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apps.v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling.v2': ['HorizontalPodAutoscaler'],
  'batch.v1': ['CronJob', 'Job'],
  'core.v1': [
    'ConfigMap',
    'Endpoints',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'discovery.v1': ['EndpointSlice'],
  'networking.v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'node.v1': ['RuntimeClass'],
  'policy.v1': ['PodDisruptionBudget'],
  'rbac.v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.v1': ['PriorityClass'],
  'storage.v1': ['CSIDriver', 'StorageClass'],
};

/** Of the kinds above. */
const clusterScoped = [
  ...kinds['admissionregistration.v1']!,
  'Namespace',
  'PersistentVolume',
  'IngressClass',
  'RuntimeClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'PriorityClass',
  'CSIDriver',
  'StorageClass',
];

/** Groups whose name is longer than their Go package. */
const groupNames: Readonly<Record<string, string>> = {
  core: '',
  admissionregistration: 'admissionregistration.k8s.io',
  discovery: 'discovery.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  scheduling: 'scheduling.k8s.io',
  storage: 'storage.k8s.io',
};

/** Deprecated by Kubernetes in the version that it serves (1.33: EndpointSlice takes its place). */
const deprecated: readonly string[] = ['Endpoints'];

/** A type of structured-merge-diff, as `client-go applyconfigurations/internal` lists them. */
interface Type {
  readonly name?: string;
  readonly namedType?: string;
  readonly scalar?: 'string' | 'numeric' | 'boolean' | 'untyped';
  readonly list?: { readonly elementType: Type; readonly keys?: readonly string[] };
  readonly map?: { readonly fields?: readonly Field[]; readonly elementType?: Type };
}

interface Field {
  readonly name: string;
  readonly type: Type;
  readonly default?: unknown;
}

/** Schemas by group and kind, from the text of client-go's generated Go file. @throws where a kind is missing. */
export function coreSchemas(goFile: string): Record<string, Record<string, KindSchema>> {
  const { types } = load(goFile.split('`')[1]!) as { types: Type[] };
  const byName = new Map(types.map(type => [type.name, type]));
  const groups: Record<string, Record<string, KindSchema>> = {};
  for (const [version, names] of Object.entries(kinds)) {
    const [packageName, v] = version.split('.') as [string, string];
    const group = groupNames[packageName] ?? packageName;
    for (const kind of names) {
      const type = byName.get(`io.k8s.api.${version}.${kind}`);
      if (type === undefined) throw new Error(`client-go knows no \`${version}.${kind}\``);
      const schema: KindSchema = {
        scope: clusterScoped.includes(kind) ? 'Cluster' : 'Namespaced',
        versions: { [v]: withoutStatus(schemaOf(type, byName)) },
        deprecated: deprecated.includes(kind) ? [v] : [],
      };
      groups[group] = { ...groups[group], [kind]: schema };
    }
  }
  return groups;
}

/** The metadata that every kind has. */
export function metadataSchema(goFile: string): Schema {
  const { types } = load(goFile.split('`')[1]!) as { types: Type[] };
  const byName = new Map(types.map(type => [type.name, type]));
  return schemaOf(byName.get('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')!, byName);
}

/** The API server ignores a status in a manifest. */
export function withoutStatus(schema: Schema): Schema {
  if (schema.properties === undefined || !('status' in schema.properties)) return schema;
  return { ...schema, properties: { ...schema.properties, status: open } };
}

const open: Schema = { 'x-kubernetes-preserve-unknown-fields': true };
const scalars = { string: 'string', numeric: 'number', boolean: 'boolean' } as const;

function schemaOf(type: Type, byName: ReadonlyMap<string | undefined, Type>): Schema {
  if (type.namedType !== undefined) return schemaOf(byName.get(type.namedType)!, byName);
  if (type.scalar !== undefined && type.scalar !== 'untyped') return { type: scalars[type.scalar] };
  // Quantities, times, ports: a string or a number.
  if (type.scalar === 'untyped') return type.map === undefined ? { 'x-kubernetes-int-or-string': true } : open;
  if (type.list !== undefined) {
    const items = schemaOf(type.list.elementType, byName);
    const { keys } = type.list;
    return { type: 'array', items, ...(keys !== undefined && { 'x-kubernetes-list-map-keys': keys }) };
  }
  const { fields, elementType } = type.map!;
  if (fields === undefined) {
    const values = schemaOf(elementType!, byName);
    return values === open ? { type: 'object', ...open } : { type: 'object', additionalProperties: values };
  }
  const required = fields.filter(isRequired).map(field => field.name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(field => [
        field.name,
        { ...schemaOf(field.type, byName), ...(isDefaulted(field) && { default: field.default }) },
      ]),
    ),
    ...(required.length > 0 && { required }),
  };
}

/** A Go field without `omitempty` shows its zero value as default: it is one that must be given. */
function isRequired({ type, default: zero }: Field): boolean {
  return type.scalar !== undefined && (zero === '' || zero === 0);
}

function isDefaulted(field: Field): boolean {
  return field.default !== undefined && typeof field.default !== 'object' && !isRequired(field);
}
