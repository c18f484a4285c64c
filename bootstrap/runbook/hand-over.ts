import type { Cluster } from '../../config/schema/cluster';
import { join, prose } from '../../model/markdown';
import { sh } from '../../model/shell';
import { apply, pathsOf } from './paths';
import { bash, inline, type Section, section } from './section';

/** Argo CD takes over, and the first look at what it made. */
export function handOver(cluster: Cluster): Section {
  return section(
    'Hand over to Argo CD',
    'The root Application creates all others. Layers follow one another: each waits until those that it depends on are healthy. Argo CD adopts Cilium and itself by adding the annotation `argocd.argoproj.io/tracking-id` to each object. No pod template changes, so no pod restarts: compare the ages before and after.',
    bash(
      sh`kubectl -n kube-system get pods -l k8s-app=cilium`,
      sh`${apply} -f ${pathsOf(cluster).root}`,
      sh`kubectl -n argocd wait --for=jsonpath='{.status.sync.status}'=Synced application/root --timeout=60m`,
      sh`kubectl -n argocd wait --for=jsonpath='{.status.health.status}'=Healthy application/root --timeout=15m`,
      sh`kubectl -n kube-system get pods -l k8s-app=cilium`,
      sh`kubectl -n argocd get pods`,
    ),
    'Verify the platform:',
    verify(cluster),
    reachArgoCD(cluster),
    trustAuthority(cluster),
  );
}

const hasGateway = ({ ingress: { gateways } }: Cluster) => gateways.public || gateways.internal;

function verify(cluster: Cluster): string {
  const { hubble, runtimeSecurity, storage, loadBalancing, clusterMesh } = cluster;
  return bash(
    sh`kubectl -n argocd get applications`,
    sh`cilium status`,
    hubble !== false && sh`hubble observe --port-forward --namespace argocd --last 20`,
    runtimeSecurity !== false && sh`kubectl -n kube-system exec ds/tetragon -c tetragon -- tetra tracingpolicy list`,
    runtimeSecurity !== false &&
      sh`kubectl -n kube-system exec ds/tetragon -c tetragon -- timeout 10 tetra getevents -o compact`,
    sh`kubectl get ciliumloadbalancerippools`,
    loadBalancing.l2 && sh`kubectl -n kube-system get leases | grep cilium-l2announce`,
    loadBalancing.bgp && sh`cilium bgp peers`,
    clusterMesh && sh`cilium clustermesh status`,
    hasGateway(cluster) && sh`kubectl -n gateway-system get gateways,certificates`,
    storage !== false && sh`kubectl -n longhorn-system get nodes.longhorn.io`,
  );
}

function reachArgoCD({ ingress, argocd, domain }: Cluster): string {
  const exposed = ingress.expose.argocd !== 'none' && ingress.gateways[ingress.expose.argocd];
  const forward = inline(sh`kubectl -n argocd port-forward svc/argocd-server 8080:80`);
  return exposed
    ? `Open Argo CD at <https://${prose(argocd.hostname ?? `argocd.${domain}`)}>, or without a Gateway through ${forward}.`
    : `Open Argo CD through ${forward}.`;
}

function trustAuthority(cluster: Cluster): string | false {
  return (
    hasGateway(cluster) &&
    cluster.certificates.issuer === 'internal-ca' &&
    join(
      'Certificates come from a CA in this cluster. Make your devices trust it:',
      bash(
        sh`kubectl -n cert-manager get secret platform-ca -o jsonpath='{.data.ca\.crt}' | base64 -d > platform-ca.crt`,
      ),
    )
  );
}
