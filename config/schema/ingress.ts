import { z } from 'zod';

const exposure = z
  .enum(['internal', 'public', 'none'])
  .describe('Which Gateway serves it: the internal one, the public one, or none.');

export const ingress = z.strictObject({
  gateways: z
    .strictObject({
      public: z.boolean().default(true).describe('Gateway `public`, for what the world may reach.'),
      internal: z.boolean().default(true).describe('Gateway `internal`, for the platform’s own user interfaces.'),
    })
    .prefault({})
    .describe('Gateways that routes attach to, each with its own address.'),
  controller: z
    .boolean()
    .default(false)
    .describe('Cilium’s Ingress controller beside Gateway API, for workloads that still bring Ingress objects.'),
  expose: z
    .strictObject({
      hubble: exposure.default('internal'),
      grafana: exposure.default('internal'),
      prometheus: exposure.default('internal'),
      alertmanager: exposure.default('internal'),
      argocd: exposure.default('internal'),
      longhorn: exposure.default('internal'),
    })
    .prefault({})
    .describe('Hubble, Prometheus, Alertmanager and Longhorn have no login of their own: keep them internal.'),
});
