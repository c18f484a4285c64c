import type { Schema } from '../../model/schema';
import type { KindSchema } from '../../upstream/schemas/structural';
import type { Enums } from './enums';
import { type OpenApi, open, optional, schemaOfType } from './openapi';

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
