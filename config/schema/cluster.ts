import { z } from 'zod';
import { argocd } from './argocd';
import { egress } from './egress';
import { text } from './form';
import { ingress } from './ingress';
import { loadBalancing } from './load-balancing';
import { certificates, dns } from './naming';
import { clusterMesh, encryption, network } from './network';
import { hubble, monitoring } from './observability';
import { git } from './repositories';
import { policy, runtimeSecurity } from './security';
import { storage } from './storage';
import { talos } from './talos';
import { parentDomain } from './values';

const nameForm = /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/;

/** Names of devices that no file of Windows may have. */
const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/;

const clusterName = text({
  title: 'a cluster name of lower-case letters, digits and `-`, at most 32 long',
  example: 'homelab',
  pattern: nameForm,
  accepts: written => nameForm.test(written),
  refuse: [
    written =>
      windowsDevice.test(written)
        ? { because: 'Windows reserves the name for a device, so that its folder cannot be checked out there' }
        : undefined,
  ],
});

/** One cluster as its file describes it, defaults filled in. `false` means that the capability is off. */
export const clusterSchema = z
  .strictObject({
    name: clusterName.describe('Name of the cluster; part of identities and certificates, so choose it for good.'),
    domain: parentDomain.describe('Domain below which the platform’s user interfaces get their names.'),
    git: git.describe('The repository that Argo CD reads this platform from.'),
    talos: talos.describe('The machines, and what runs on them before Kubernetes does.'),
    network: network.describe('Addresses of the cluster and how packets travel between its nodes.'),
    loadBalancing: loadBalancing.describe('How Services of type LoadBalancer get addresses and traffic.'),
    encryption,
    clusterMesh,
    ingress: ingress.prefault({}).describe('How traffic enters the cluster, and what is reached from outside.'),
    egress: egress.prefault({}).describe('How traffic leaves the cluster.'),
    policy: policy.prefault({}).describe('Network policies.'),
    hubble,
    runtimeSecurity,
    metricsServer: z
      .boolean()
      .default(true)
      .describe('Metrics Server, which `kubectl top` and HorizontalPodAutoscalers read; `false` if you bring another.'),
    monitoring,
    dns,
    certificates,
    storage,
    argocd,
    workloads: z
      .strictObject({ example: z.boolean().default(false).describe('The three-tier example application `shop`.') })
      .prefault({})
      .describe('Applications of your own.'),
  })
  .describe('One Kubernetes cluster, from which InfraFlux makes the whole platform.');

export type Cluster = z.output<typeof clusterSchema>;
