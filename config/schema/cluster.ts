import { z } from 'zod';
import { parseApiEndpoint } from '../../model/api-endpoint';
import { defaults } from '../versions';
import { ipv4 } from './addresses';
import { form, text } from './form';
import { certificates, dns } from './naming';
import { clusterMesh, encryption, loadBalancing, network } from './network';
import { argocd, egress, hubble, ingress, monitoring, policy, runtimeSecurity, storage } from './platform';
import { gitUrl } from './repositories';
import { domain, secretName } from './values';

/** A release of Semantic Versioning 2.0.0: three numbers without leading zeros. */
const versionForm = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/;

const version = text({
  title: 'a version without `v`',
  example: '1.36.3',
  pattern: versionForm,
  accepts: written => versionForm.test(written),
});

const talos = z.strictObject({
  endpoint: form({
    title: 'the URL of the Kubernetes API',
    example: 'https://192.168.10.10:6443',
    pattern: /^https:\/\/[-a-z0-9.]+:\d+$/,
    parse: parseApiEndpoint,
  }).describe('URL of the Kubernetes API: a virtual address, a load balancer or the only control plane.'),
  version: version.prefault(defaults.talos).describe('Talos Linux.'),
  kubernetesVersion: version
    .default(defaults.kubernetes)
    .describe('Kubernetes; each Talos release supports six minor versions.'),
  controlPlanes: z.array(ipv4).min(1).describe('Addresses of the control plane nodes.'),
  workers: z
    .array(ipv4)
    .prefault([])
    .describe('Addresses of the worker nodes; none means that control planes run workloads.'),
});

const git = z.strictObject({
  repository: gitUrl.describe('Where Argo CD reads `dist/` and `gitops/` from: your fork.'),
  revision: z.string().min(1).default('main').describe('Branch, tag or commit.'),
  secret: secretName.optional().describe('Credential Secret in argocd for a private repository.'),
});

const nameForm = /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/;

const clusterName = text({
  title: 'a cluster name of lower-case letters, digits and `-`, at most 32,',
  example: 'homelab',
  pattern: nameForm,
  accepts: written => nameForm.test(written),
});

/** One cluster as its file describes it, defaults filled in. `false` means that the capability is off. */
export const clusterSchema = z
  .strictObject({
    name: clusterName.describe('Name of the cluster; part of identities and certificates, so choose it for good.'),
    domain: domain.describe('Domain below which the platform’s user interfaces get their names.'),
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
