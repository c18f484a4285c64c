import { groupOf, type KubernetesObject } from '../../../model/manifest';
import type { Misfit } from '../../../model/structure/misfit';
import { configMapMisfits, limitRangeMisfits, resourceQuotaMisfits, secretMisfits } from './config';
import {
  autoscalerMisfits,
  bindingMisfits,
  disruptionBudgetMisfits,
  priorityClassMisfits,
  roleMisfits,
  webhookMisfits,
} from './policies';
import { endpointSliceMisfits, ingressMisfits, networkPolicyMisfits, serviceMisfits } from './services';
import { persistentVolumeClaimMisfits, persistentVolumeMisfits, storageClassMisfits } from './storage';
import {
  cronJobMisfits,
  daemonSetMisfits,
  deploymentMisfits,
  jobMisfits,
  podOwnMisfits,
  podTemplateMisfits,
  replicaSetMisfits,
  replicationControllerMisfits,
  statefulSetMisfits,
} from './workloads';

/** By group and kind. */
const validations: Readonly<Record<string, (object: KubernetesObject) => Misfit[]>> = {
  '/ConfigMap': configMapMisfits,
  '/LimitRange': limitRangeMisfits,
  '/PersistentVolume': persistentVolumeMisfits,
  '/PersistentVolumeClaim': persistentVolumeClaimMisfits,
  '/Pod': podOwnMisfits,
  '/PodTemplate': podTemplateMisfits,
  '/ReplicationController': replicationControllerMisfits,
  '/ResourceQuota': resourceQuotaMisfits,
  '/Secret': secretMisfits,
  '/Service': serviceMisfits,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhookMisfits,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookMisfits,
  'apps/DaemonSet': daemonSetMisfits,
  'apps/Deployment': deploymentMisfits,
  'apps/ReplicaSet': replicaSetMisfits,
  'apps/StatefulSet': statefulSetMisfits,
  'autoscaling/HorizontalPodAutoscaler': autoscalerMisfits,
  'batch/CronJob': cronJobMisfits,
  'batch/Job': jobMisfits,
  'discovery.k8s.io/EndpointSlice': endpointSliceMisfits,
  'networking.k8s.io/Ingress': ingressMisfits,
  'networking.k8s.io/NetworkPolicy': networkPolicyMisfits,
  'policy/PodDisruptionBudget': disruptionBudgetMisfits,
  'rbac.authorization.k8s.io/ClusterRole': roleMisfits,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingMisfits,
  'rbac.authorization.k8s.io/Role': roleMisfits,
  'rbac.authorization.k8s.io/RoleBinding': bindingMisfits,
  'scheduling.k8s.io/PriorityClass': priorityClassMisfits,
  'storage.k8s.io/StorageClass': storageClassMisfits,
};

/** What Kubernetes refuses in an object of its own kinds although its structure is right. */
export function kubernetesMisfits(object: KubernetesObject): Misfit[] {
  const key = `${groupOf(object)}/${object.kind}`;
  return Object.hasOwn(validations, key) ? validations[key]!(object) : [];
}
