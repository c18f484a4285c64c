import { z } from 'zod';
import { type ApiEndpoint, parseApiEndpoint } from '../../model/api-endpoint';
import { defaults } from '../versions';
import { nodeAddress, reachable } from './addresses';
import { form, type Refusal, text } from './form';
import { ipv6Host } from './repositories';

/** A release of Semantic Versioning 2.0.0: three numbers without leading zeros. */
const versionForm = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/;

const version = text({
  title: 'a version without `v`',
  example: '1.36.3',
  pattern: versionForm,
  accepts: written => versionForm.test(written),
});

const endpoint = form({
  title: 'the URL of the Kubernetes API, `https://`, a host and a port',
  example: 'https://192.168.10.10:6443',
  pattern: /^https:\/\/[-a-z0-9.]+:\d+$/,
  parse: parseApiEndpoint,
  misread: ipv6Host,
  refuse: [reachable, notLocalhost],
});

function notLocalhost({ host }: ApiEndpoint): Refusal | undefined {
  return /(^|\.)localhost$/.test(host) ? { because: 'every machine takes it for itself' } : undefined;
}

export const talos = z.strictObject({
  endpoint: endpoint.describe(
    'URL of the Kubernetes API: a virtual address, a load balancer or the only control plane.',
  ),
  version: version.prefault(defaults.talos).describe('Talos Linux.'),
  kubernetesVersion: version
    .prefault(defaults.kubernetes)
    .describe('Kubernetes; each Talos release supports six minor versions.'),
  controlPlanes: z.array(nodeAddress).min(1).describe('Addresses of the control plane nodes.'),
  workers: z
    .array(nodeAddress)
    .prefault([])
    .describe('Addresses of the worker nodes; none means that control planes run workloads.'),
});
