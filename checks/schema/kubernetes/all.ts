import { groupOf, type KubernetesObject } from '../../../model/manifest';
import { own } from '../../../model/own';
import type { Misfit } from '../../../model/structure/misfit';
import { admissionPolicyMisfits, policyBindingMisfits, webhookMisfits } from './admission';
import { leaseMisfits, priorityClassMisfits, runtimeClassMisfits } from './classes';
import { configMapMisfits, limitRangeMisfits, namespaceMisfits, resourceQuotaMisfits, secretMisfits } from './config';
import { endpointSliceMisfits, endpointsMisfits } from './endpoints';
import { ingressClassMisfits, ingressMisfits } from './ingress';
import { cronJobMisfits, jobMisfits } from './jobs';
import { networkPolicyMisfits } from './network-policies';
import { bindingMisfits, clusterRoleMisfits, roleMisfits } from './rbac';
import { autoscalerMisfits, disruptionBudgetMisfits } from './scaling';
import { apiServiceMisfits, serviceMisfits } from './services';
import {
  csiDriverMisfits,
  persistentVolumeClaimMisfits,
  persistentVolumeMisfits,
  storageClassMisfits,
} from './storage';
import {
  daemonSetMisfits,
  deploymentMisfits,
  podOwnMisfits,
  podTemplateMisfits,
  replicaSetMisfits,
  replicationControllerMisfits,
  statefulSetMisfits,
} from './workloads';

/** By group and kind. */
const validations: Readonly<Record<string, (object: KubernetesObject) => Misfit[]>> = {
  '/ConfigMap': configMapMisfits,
  '/Endpoints': endpointsMisfits,
  '/LimitRange': limitRangeMisfits,
  '/Namespace': namespaceMisfits,
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
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': admissionPolicyMisfits,
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': policyBindingMisfits,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': admissionPolicyMisfits,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': policyBindingMisfits,
  'apiregistration.k8s.io/APIService': apiServiceMisfits,
  'apps/DaemonSet': daemonSetMisfits,
  'apps/Deployment': deploymentMisfits,
  'apps/ReplicaSet': replicaSetMisfits,
  'apps/StatefulSet': statefulSetMisfits,
  'autoscaling/HorizontalPodAutoscaler': autoscalerMisfits,
  'batch/CronJob': cronJobMisfits,
  'batch/Job': jobMisfits,
  'coordination.k8s.io/Lease': leaseMisfits,
  'discovery.k8s.io/EndpointSlice': endpointSliceMisfits,
  'networking.k8s.io/Ingress': ingressMisfits,
  'networking.k8s.io/IngressClass': ingressClassMisfits,
  'networking.k8s.io/NetworkPolicy': networkPolicyMisfits,
  'node.k8s.io/RuntimeClass': runtimeClassMisfits,
  'policy/PodDisruptionBudget': disruptionBudgetMisfits,
  'rbac.authorization.k8s.io/ClusterRole': clusterRoleMisfits,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingMisfits,
  'rbac.authorization.k8s.io/Role': roleMisfits,
  'rbac.authorization.k8s.io/RoleBinding': bindingMisfits,
  'scheduling.k8s.io/PriorityClass': priorityClassMisfits,
  'storage.k8s.io/CSIDriver': csiDriverMisfits,
  'storage.k8s.io/StorageClass': storageClassMisfits,
};

/** What Kubernetes refuses in an object of its own kinds although its structure is right. */
export function kubernetesMisfits(object: KubernetesObject): Misfit[] {
  const key = `${groupOf(object)}/${object.kind}`;
  return own(validations, key)?.(object) ?? [];
}
