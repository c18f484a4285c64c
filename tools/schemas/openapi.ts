import type { Schema } from '../../model/schema';
import { type Enums, nameOfType } from './enums';

/**
 * Fields that OpenAPI lists as required although the API server accepts an object without them: each was left out of an
 * accepted object, and a server of 1.36.3 accepted that as well.
 */
export const optional: Readonly<Record<string, string>> = {
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

/** Any value. */
export const open: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** Types with an encoding of their own. */
const wellKnown: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { 'x-kubernetes-int-or-string': true, format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': open,
  'io.k8s.apimachinery.pkg.runtime.RawExtension': open,
};

export function schemaOfType(name: string, schemas: OpenApi['components']['schemas'], enums: Enums): Schema {
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
