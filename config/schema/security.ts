import { z } from 'zod';
import { runtimePolicyNames } from '../runtime-policies';
import { dnsLabel } from './values';

const runtimePolicy = z.enum(runtimePolicyNames);

export const policy = z.strictObject({
  mode: z
    .enum(['audit', 'enforce'])
    .default('audit')
    .describe('`audit` reports what policies would drop and drops nothing; start there, read Hubble, then `enforce`.'),
});

export const runtimeSecurity = z
  .strictObject({
    mode: z.enum(['monitor', 'enforce']).default('monitor').describe('What Tetragon does when a policy matches.'),
    policies: z
      .partialRecord(runtimePolicy, z.enum(['off', 'monitor', 'enforce']))
      .default({})
      .describe('Policies in another mode than the cluster.'),
    namespaces: z
      .array(
        z.strictObject({
          name: dnsLabel.describe('One of your own namespaces.'),
          policies: z
            .partialRecord(runtimePolicy, z.enum(['monitor', 'enforce']))
            .describe('Policies that its pods get for themselves.'),
        }),
      )
      .prefault([])
      .describe('Namespaces that are ahead of the cluster: policies for their pods alone.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Tetragon. `monitor` reports; `enforce` also kills or refuses where a policy is safe to enforce.');
