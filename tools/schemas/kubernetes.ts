import type { Schema } from '../../model/schema';
import type { KindSchema } from '../../upstream/schemas/structural';
import { type Enums, nameOfType } from './enums';

/**
 * The kinds of Kubernetes itself that people write, by the file of `api/openapi-spec/v3` that describes them. Kinds that
 * only controllers write are left out, and so are versions that the pinned release does not serve.
 */
export const kindsByFile: Readonly<Record<string, readonly string[]>> = {
  api__v1: [
    'ConfigMap',
    'Endpoints',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apis__admissionregistration.k8s.io__v1': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apis__apiregistration.k8s.io__v1': ['APIService'],
  apis__apps__v1: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  apis__autoscaling__v1: ['HorizontalPodAutoscaler'],
  apis__autoscaling__v2: ['HorizontalPodAutoscaler'],
  apis__batch__v1: ['CronJob', 'Job'],
  'apis__coordination.k8s.io__v1': ['Lease'],
  'apis__discovery.k8s.io__v1': ['EndpointSlice'],
  'apis__flowcontrol.apiserver.k8s.io__v1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'apis__networking.k8s.io__v1': ['Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
  'apis__node.k8s.io__v1': ['RuntimeClass'],
  apis__policy__v1: ['PodDisruptionBudget'],
  'apis__rbac.authorization.k8s.io__v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'apis__scheduling.k8s.io__v1': ['PriorityClass'],
  'apis__storage.k8s.io__v1': ['CSIDriver', 'StorageClass', 'VolumeAttributesClass'],
};

/** Deprecated by Kubernetes in the version that it serves (1.33: EndpointSlice takes its place). */
const deprecated: readonly string[] = ['Endpoints'];

/**
 * Fields that OpenAPI lists as required although the API server accepts an object without them: each was left out of an
 * accepted object, and a server of 1.36.3 accepted that as well.
 */
const optional: Readonly<Record<string, string>> = {
  'io.k8s.api.batch.v1.PodFailurePolicy': 'rules',
  'io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern': 'status',
  'io.k8s.api.core.v1.HTTPHeader': 'value',
  'io.k8s.api.core.v1.ISCSIVolumeSource': 'lun',
  'io.k8s.api.core.v1.ISCSIPersistentVolumeSource': 'lun',
  'io.k8s.api.core.v1.LimitRangeSpec': 'limits',
  'io.k8s.api.core.v1.PreferredSchedulingTerm': 'preference',
  'io.k8s.api.core.v1.SleepAction': 'seconds',
  'io.k8s.api.core.v1.Sysctl': 'value',
  'io.k8s.api.core.v1.TypedLocalObjectReference': 'kind',
  'io.k8s.api.storage.v1.CSIDriver': 'spec',
  'io.k8s.api.storage.v1.TokenRequest': 'audience',
};

/**
 * Enumerations of which an empty text means the default: their Go fields are not pointers, and a server of 1.36.3 took
 * each of them.
 */
const emptyIsDefault: Readonly<Record<string, readonly string[]>> = {
  apps_v1_DaemonSetUpdateStrategy: ['type'],
  apps_v1_DeploymentStrategy: ['type'],
  apps_v1_StatefulSetSpec: ['podManagementPolicy'],
  apps_v1_StatefulSetUpdateStrategy: ['type'],
  batch_v1_CronJobSpec: ['concurrencyPolicy'],
  core_v1_Container: ['imagePullPolicy', 'terminationMessagePolicy'],
  core_v1_ContainerPort: ['protocol'],
  core_v1_EndpointPort: ['protocol'],
  core_v1_EphemeralContainer: ['imagePullPolicy', 'terminationMessagePolicy'],
  core_v1_HTTPGetAction: ['scheme'],
  core_v1_HostPathVolumeSource: ['type'],
  core_v1_Lifecycle: ['stopSignal'],
  core_v1_PersistentVolumeSpec: ['persistentVolumeReclaimPolicy'],
  core_v1_PodSpec: ['dnsPolicy', 'restartPolicy'],
  core_v1_ServicePort: ['protocol'],
  core_v1_ServiceSpec: ['externalTrafficPolicy', 'sessionAffinity', 'type'],
  core_v1_Toleration: ['effect', 'operator'],
  storage_v1_StorageClass: ['reclaimPolicy'],
};

/** A file of `api/openapi-spec/v3`. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

interface Node extends Omit<Schema, 'properties' | 'items' | 'additionalProperties' | 'allOf'> {
  readonly $ref?: string;
  readonly allOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** Schemas by group and kind. @throws where the file lacks a kind */
export function kubernetesSchemas(
  file: OpenApi,
  kinds: readonly string[],
  enums: Enums,
): { group: string; kind: string; schema: KindSchema }[] {
  const { schemas } = file.components;
  return kinds.map(kind => {
    const [name, node] =
      Object.entries(schemas).find(([, each]) => each['x-kubernetes-group-version-kind']?.[0]?.kind === kind) ?? [];
    const id = node?.['x-kubernetes-group-version-kind']?.[0];
    if (name === undefined || id === undefined) throw new Error(`Kubernetes' OpenAPI does not describe \`${kind}\``);
    const {
      apiVersion: _,
      kind: __,
      metadata: ___,
      ...properties
    } = schemaOfType(name, schemas, enums).properties ?? {};
    const required = (node?.required ?? []).filter(key => key in properties && key !== optional[name]);
    return {
      group: id.group,
      kind,
      schema: {
        scope: isNamespaced(file, kind) ? 'Namespaced' : 'Cluster',
        versions: {
          [id.version]: withoutStatus({ type: 'object', properties, ...(required.length > 0 && { required }) }),
        },
        deprecated: deprecated.includes(kind) ? [id.version] : [],
        builtIn: true,
      },
    };
  });
}

/** The metadata that every kind has. */
export const metadataSchema = (file: OpenApi, enums: Enums): Schema =>
  schemaOfType('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', file.components.schemas, enums);

/** The API server ignores a status in a manifest. */
export function withoutStatus(schema: Schema): Schema {
  if (schema.properties === undefined || !('status' in schema.properties)) return schema;
  return { ...schema, properties: { ...schema.properties, status: open } };
}

function isNamespaced({ paths }: OpenApi, kind: string): boolean {
  return Object.entries(paths).some(
    ([path, methods]) =>
      path.includes('/namespaces/{namespace}/') &&
      Object.values(methods).some(method => JSON.stringify(method).includes(`"kind":"${kind}"`)),
  );
}

const open: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** Types with an encoding of their own. */
const wellKnown: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { 'x-kubernetes-int-or-string': true, format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': open,
  'io.k8s.apimachinery.pkg.runtime.RawExtension': open,
};

function schemaOfType(name: string, schemas: OpenApi['components']['schemas'], enums: Enums): Schema {
  const known = wellKnown[name];
  if (known !== undefined) return known;
  const schema = convert(schemas[name] ?? {}, schemas, enums, choicesOf(nameOfType(name), enums));
  const left = optional[name];
  return left === undefined ? schema : { ...schema, required: schema.required?.filter(key => key !== left) };
}

function choicesOf(type: string, enums: Enums): ReadonlyMap<string, readonly string[]> {
  const empty = emptyIsDefault[type] ?? [];
  return new Map(
    [...(enums.get(type) ?? [])].map(([field, choices]) => [field, empty.includes(field) ? [...choices, ''] : choices]),
  );
}

function convert(
  node: Node,
  schemas: OpenApi['components']['schemas'],
  enums: Enums,
  choices: ReadonlyMap<string, readonly string[]> = new Map(),
): Schema {
  const reference = node.$ref ?? node.allOf?.[0]?.$ref;
  if (reference !== undefined) return schemaOfType(reference.slice(reference.lastIndexOf('/') + 1), schemas, enums);
  if (node.type === undefined) return open;
  const { type, format, required, properties, items, additionalProperties, default: value } = node;
  const keys = node['x-kubernetes-list-map-keys'];
  const list = node['x-kubernetes-list-type'];
  return {
    type,
    // The decoder wraps an integer that is too large, without an error.
    ...(format !== undefined && !format.startsWith('int') && { format }),
    ...(required !== undefined && { required }),
    // Go's zero values are not defaults: they say that a field is never absent.
    ...(value !== undefined && value !== '' && value !== 0 && typeof value !== 'object' && { default: value }),
    ...(items !== undefined && { items: convert(items, schemas, enums) }),
    ...(additionalProperties !== undefined && { additionalProperties: convert(additionalProperties, schemas, enums) }),
    ...(list !== undefined && list !== 'atomic' && { 'x-kubernetes-list-type': list }),
    ...(keys !== undefined && { 'x-kubernetes-list-map-keys': keys }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, child]) => [
          key,
          withChoices(convert(child, schemas, enums), choices.get(key)),
        ]),
      ),
    }),
  };
}

function withChoices(schema: Schema, choices: readonly string[] | undefined): Schema {
  if (choices === undefined) return schema;
  if (schema.type === 'array') return { ...schema, items: { ...schema.items, enum: choices } };
  return { ...schema, enum: choices };
}
