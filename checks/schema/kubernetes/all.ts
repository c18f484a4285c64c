import { groupOf, type KubernetesObject } from '../../../model/manifest';
import { own } from '../../../model/own';
import type { Violation } from '../../../model/structure/violation';
import { admissionPolicyViolations, policyBindingViolations, webhookViolations } from './admission';
import { leaseViolations, priorityClassViolations, runtimeClassViolations } from './classes';
import {
  configMapViolations,
  limitRangeViolations,
  namespaceViolations,
  resourceQuotaViolations,
  secretViolations,
} from './config';
import { endpointSliceViolations, endpointsViolations } from './endpoints';
import { ingressClassViolations, ingressViolations } from './ingress';
import { cronJobViolations, jobViolations } from './jobs';
import { networkPolicyViolations } from './network-policies';
import { bindingViolations, clusterRoleViolations, roleViolations } from './rbac';
import { autoscalerViolations, disruptionBudgetViolations } from './scaling';
import { apiServiceViolations, serviceViolations } from './services';
import {
  csiDriverViolations,
  persistentVolumeClaimViolations,
  persistentVolumeViolations,
  storageClassViolations,
} from './storage';
import {
  daemonSetViolations,
  deploymentViolations,
  podOwnViolations,
  podTemplateViolations,
  replicaSetViolations,
  replicationControllerViolations,
  statefulSetViolations,
} from './workloads';

/** By group and kind. */
const validations: Readonly<Record<string, (object: KubernetesObject) => Violation[]>> = {
  '/ConfigMap': configMapViolations,
  '/Endpoints': endpointsViolations,
  '/LimitRange': limitRangeViolations,
  '/Namespace': namespaceViolations,
  '/PersistentVolume': persistentVolumeViolations,
  '/PersistentVolumeClaim': persistentVolumeClaimViolations,
  '/Pod': podOwnViolations,
  '/PodTemplate': podTemplateViolations,
  '/ReplicationController': replicationControllerViolations,
  '/ResourceQuota': resourceQuotaViolations,
  '/Secret': secretViolations,
  '/Service': serviceViolations,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhookViolations,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookViolations,
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': admissionPolicyViolations,
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': policyBindingViolations,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': admissionPolicyViolations,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': policyBindingViolations,
  'apiregistration.k8s.io/APIService': apiServiceViolations,
  'apps/DaemonSet': daemonSetViolations,
  'apps/Deployment': deploymentViolations,
  'apps/ReplicaSet': replicaSetViolations,
  'apps/StatefulSet': statefulSetViolations,
  'autoscaling/HorizontalPodAutoscaler': autoscalerViolations,
  'batch/CronJob': cronJobViolations,
  'batch/Job': jobViolations,
  'coordination.k8s.io/Lease': leaseViolations,
  'discovery.k8s.io/EndpointSlice': endpointSliceViolations,
  'networking.k8s.io/Ingress': ingressViolations,
  'networking.k8s.io/IngressClass': ingressClassViolations,
  'networking.k8s.io/NetworkPolicy': networkPolicyViolations,
  'node.k8s.io/RuntimeClass': runtimeClassViolations,
  'policy/PodDisruptionBudget': disruptionBudgetViolations,
  'rbac.authorization.k8s.io/ClusterRole': clusterRoleViolations,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingViolations,
  'rbac.authorization.k8s.io/Role': roleViolations,
  'rbac.authorization.k8s.io/RoleBinding': bindingViolations,
  'scheduling.k8s.io/PriorityClass': priorityClassViolations,
  'storage.k8s.io/CSIDriver': csiDriverViolations,
  'storage.k8s.io/StorageClass': storageClassViolations,
};

/** What Kubernetes refuses in an object of its own kinds although its structure is right. */
export function kubernetesViolations(object: KubernetesObject): Violation[] {
  const key = `${groupOf(object)}/${object.kind}`;
  return own(validations, key)?.(object) ?? [];
}
