import { z } from 'zod';
import { encryption, loadBalancing, mesh, network } from './network';
import {
  argocd,
  certificates,
  dns,
  egress,
  hubble,
  ingress,
  monitoring,
  policy,
  runtimeSecurity,
  storage,
} from './platform';
import { domain, ipv4 } from './values';

const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as `1.36.3`, without `v`');

const talos = z.strictObject({
  endpoint: z
    .string()
    .regex(/^https:\/\/[^/:]+:\d+$/, 'the URL of the Kubernetes API such as `https://192.168.10.10:6443`')
    .describe('URL of the Kubernetes API: a virtual address, a load balancer or the only control plane.'),
  version: version.default('1.13.9').describe('Talos Linux.'),
  kubernetesVersion: version.default('1.36.3'),
  controlPlanes: z.array(ipv4).min(1).describe('Addresses of the control plane nodes.'),
  workers: z
    .array(ipv4)
    .default([])
    .describe('Addresses of the worker nodes; none means that control planes run workloads.'),
});

const git = z.strictObject({
  repository: z
    .string()
    .regex(
      /^(https:\/\/|ssh:\/\/|git@)\S+$/,
      'the URL of a Git repository such as `https://github.com/octocat/infraflux.git`',
    )
    .describe('Where Argo CD reads `dist/` and `gitops/` from: your fork.'),
  revision: z.string().min(1).default('main').describe('Branch, tag or commit.'),
  secret: z.string().optional().describe('Credential Secret in argocd for a private repository.'),
});

/** One cluster as its file describes it, defaults filled in. `false` means that the capability is off. */
export const clusterSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/,
        'a cluster name such as `homelab`: lower-case letters, digits and `-`, at most 32',
      )
      .describe('Name of the cluster; part of identities and certificates, so choose it for good.'),
    domain: domain.describe('Domain below which the platform’s user interfaces get their names.'),
    git,
    talos,
    network,
    loadBalancing,
    encryption,
    mesh,
    ingress: ingress.prefault({}),
    egress: egress.prefault({}),
    policy: policy.prefault({}),
    hubble,
    runtimeSecurity,
    monitoring,
    dns,
    certificates,
    storage,
    argocd,
    workloads: z
      .strictObject({ example: z.boolean().default(false).describe('The three-tier example application `shop`.') })
      .prefault({}),
  })
  .describe('One Kubernetes cluster, from which InfraFlux makes the whole platform.');

export type Cluster = z.output<typeof clusterSchema>;
