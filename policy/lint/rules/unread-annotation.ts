import { nameOf, recordOf } from '../../../model/fields';
import { templatePaths } from '../../workloads';
import type { LintRule } from '../visit';

export const unreadAnnotation: LintRule = {
  code: 'unread-annotation',
  severity: 'warning',
  title: 'A policy annotation that Cilium does not read',
  why: 'Cilium takes no settings from annotations of policies: audit mode, for example, is a setting of the agent (`policyAuditMode`) or of one endpoint. Of the annotations with the prefix `policy.cilium.io/` it reads two: `name` of a NetworkPolicy and `no-track-port` of a pod. `proxy-visibility` is gone since 1.16. An annotation that looks like a setting has no effect.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop, annotations: { policy.cilium.io/audit-mode: "enabled" } }
spec:
  endpointSelector: {}
  ingress: [{}]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop }
spec:
  endpointSelector: {}
  ingress: [{}]
`,
  source: 'cilium 1.19 pkg/annotation/k8s.go',
  find: ({ manifests, engine }) =>
    manifests.flatMap(manifest => {
      const { object } = manifest;
      const isPolicy = engine.policies.readable.has(manifest);
      const places = [
        ['metadata', 'annotations'],
        ...(Object.hasOwn(templatePaths, object.kind)
          ? [[...templatePaths[object.kind]!, 'metadata', 'annotations']]
          : []),
      ];
      return places.flatMap(path =>
        Object.keys(recordOf(object, ...path))
          .filter(key => (isPolicy ? ofCilium : ofPolicies).test(key) && !read.has(key.replace(/^.*\//, '')))
          .map(key => ({
            in: manifest,
            at: [...path, key],
            message: `Cilium does not read the annotation \`${key}\` of \`${nameOf(object)}\``,
            repair: repairOf(key),
          })),
      );
    }),
};

const ofCilium = /^([A-Za-z0-9-]+\.)*cilium\.io\//;
const ofPolicies = /^policy\.cilium\.io\//;
/** Of NetworkPolicies and of pods. */
const read = new Set(['name', 'no-track-port']);

function repairOf(key: string): string {
  if (/audit/.test(key)) return 'set the Helm value `policyAuditMode: true` for all policies, or remove the annotation';
  if (/visibility/.test(key)) return 'write a policy with an L7 rule that allows everything, or remove the annotation';
  return 'remove the annotation';
}
