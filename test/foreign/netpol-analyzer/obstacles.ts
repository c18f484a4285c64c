import type { Manifest } from '../../../model/manifest';

const ofKinds =
  (...kinds: readonly string[]) =>
  ({ object }: Manifest) =>
    kinds.includes(object.kind);

export const isAdminPolicy = ofKinds('AdminNetworkPolicy', 'BaselineAdminNetworkPolicy');

const isOtherNetwork = ofKinds(
  'UserDefinedNetwork',
  'ClusterUserDefinedNetwork',
  'NetworkAttachmentDefinition',
  'MultiNetworkPolicy',
);

/** Why no answer about a directory can be compared; undefined where all can. */
export function obstacleIn(manifests: readonly Manifest[]): string | undefined {
  if (manifests.some(isAdminPolicy))
    return 'directories with admin network policies (v1alpha1), which Cilium does not enforce';
  return manifests.some(isOtherNetwork)
    ? 'directories with networks besides that of the pods, which Cilium does not manage'
    : undefined;
}
