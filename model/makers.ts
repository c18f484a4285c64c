import { groupOf, type KubernetesObject } from './manifest';

/**
 * API groups whose objects bring nothing into being beyond themselves, or only what is known of them: the Secret of a
 * Certificate, the pods of a Deployment.
 */
const plainGroups = new Set([
  '',
  'acme.cert-manager.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'bitnami.com',
  'certificates.k8s.io',
  'cert-manager.io',
  'cilium.io',
  'config.kubernetes.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'external-secrets.io',
  'externaldns.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'gateway.networking.k8s.io',
  'generators.external-secrets.io',
  'image.toolkit.fluxcd.io',
  'keda.sh',
  'kustomize.config.k8s.io',
  'metallb.io',
  'networking.k8s.io',
  'node.k8s.io',
  'notification.toolkit.fluxcd.io',
  'onepassword.com',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'snapshot.storage.k8s.io',
  'source.toolkit.fluxcd.io',
  'storage.k8s.io',
  'traefik.io',
]);

/** Kinds of other groups of which the same holds. */
const plainKinds = new Set([
  'AlertmanagerConfig',
  'AppProject',
  'GrafanaDashboard',
  'GrafanaDatasource',
  'GrafanaFolder',
  'PodMonitor',
  'PriorityClass',
  'Probe',
  'PrometheusRule',
  'ScrapeConfig',
  'ServiceMonitor',
]);

/** Kinds of the plain groups that write objects into every namespace. */
const spreaders = new Set(['external-secrets.io/ClusterExternalSecret', 'external-secrets.io/ClusterPushSecret']);

/** Whose objects bring namespaces and workloads that are not among the manifests. */
const deployers = new Set(['Application', 'ApplicationSet', 'HelmChart', 'HelmRelease', 'Kustomization']);

/** Whether an object deploys manifests from elsewhere. */
export const isDeployer = ({ kind }: Pick<KubernetesObject, 'kind'>) => deployers.has(kind);

/** Whether an operator may make pods, Services or Secrets of an object, which no manifest then shows. */
export function mayMakeObjects(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  const group = groupOf(object);
  if (spreaders.has(`${group}/${object.kind}`)) return true;
  return !plainGroups.has(group) && !plainKinds.has(object.kind);
}
