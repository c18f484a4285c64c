import type { Cluster } from '../../config/schema/cluster';
import { type RequiredSecret, variableNamed } from '../secret';

/** Files that all clusters of a mesh share. */
export const meshAuthority: Readonly<Record<'certificate' | 'key', string>> = {
  certificate: 'cilium-ca.crt',
  key: 'cilium-ca.key',
};

export function ciliumSecrets({ loadBalancing: { bgp }, clusterMesh }: Cluster): RequiredSecret[] {
  const names = [...new Set(bgp?.peers.flatMap(({ authSecret }) => authSecret ?? []))];
  const passwords = names.map(
    (name): RequiredSecret => ({
      namespace: 'kube-system',
      name,
      keys: { password: { variable: names.length === 1 ? 'BGP_PASSWORD' : variableNamed(name, 'password') } },
      why: 'It holds the TCP MD5 password of BGP sessions, which the routers have too',
    }),
  );
  const authority: RequiredSecret = {
    namespace: 'kube-system',
    name: 'cilium-ca',
    keys: { 'ca.crt': { file: meshAuthority.certificate }, 'ca.key': { file: meshAuthority.key } },
    why: 'The clusters of a mesh trust each other through this CA, which is the same in all of them',
  };
  return [...passwords, ...(clusterMesh === undefined ? [] : [authority])];
}
