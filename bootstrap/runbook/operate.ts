import type { Cluster } from '../../config/schema/cluster';
import { join, list } from '../../model/markdown';
import { installerOf } from './machines';
import { bash, section } from './markdown';
import { apply, pathsOf } from './paths';

/** Argo CD takes over, and the first look at what it made. */
export function handOver(cluster: Cluster): string {
  const {
    hubble,
    runtimeSecurity,
    storage,
    ingress,
    certificates,
    loadBalancing,
    clusterMesh: mesh,
    argocd,
    domain,
  } = cluster;
  const exposed = ingress.expose.argocd !== 'none' && ingress.gateways[ingress.expose.argocd];
  const gateways = ingress.gateways.public || ingress.gateways.internal;
  return section(
    'Hand over to Argo CD',
    'The root Application makes all others. Layers follow one another: each waits until those that it relies on are healthy.',
    bash(`${apply} -f ${pathsOf(cluster).root}`, 'kubectl -n argocd get applications --watch'),
    'Argo CD adopts Cilium and itself by adding the annotation `argocd.argoproj.io/tracking-id` to each object. No pod template changes, so no pod restarts: compare the ages before and after.',
    bash('kubectl -n kube-system get pods -l k8s-app=cilium', 'kubectl -n argocd get pods'),
    'Verify the platform:',
    bash(
      'kubectl -n argocd get applications',
      'cilium status',
      hubble !== false && 'cilium hubble port-forward &',
      hubble !== false && 'hubble observe --namespace argocd --last 20',
      runtimeSecurity !== false && 'kubectl -n kube-system exec ds/tetragon -c tetragon -- tetra tracingpolicy list',
      runtimeSecurity !== false && 'kubectl -n kube-system exec ds/tetragon -c tetragon -- tetra getevents -o compact',
      'kubectl get ciliumloadbalancerippools',
      loadBalancing.l2 && 'kubectl -n kube-system get leases | grep cilium-l2announce',
      loadBalancing.bgp && 'cilium bgp peers',
      mesh && 'cilium clustermesh status',
      gateways && 'kubectl -n gateway-system get gateways,certificates',
      storage !== false && 'kubectl -n longhorn-system get nodes.longhorn.io',
    ),
    `Argo CD answers ${exposed ? `at <https://${argocd.hostname ?? `argocd.${domain}`}>, and without a Gateway ` : ''}by \`kubectl -n argocd port-forward svc/argocd-server 8080:80\`.`,
    gateways &&
      certificates.issuer === 'internal-ca' &&
      join(
        'Certificates come from an authority of this cluster. Have your devices trust it:',
        bash(
          "kubectl -n cert-manager get secret platform-ca -o jsonpath='{.data.ca\\.crt}' | base64 -d > platform-ca.crt",
        ),
      ),
  );
}

/** What policies drop, or would drop, and how to have them drop it. */
export function enforce({ policy, runtimeSecurity, network, hubble }: Cluster): string {
  const verdict = policy.posture === 'audit' ? 'AUDIT' : 'DROPPED';
  return section(
    'From watching to enforcing',
    policy.posture === 'audit'
      ? 'Policies drop no connection yet, but HTTP and DNS rules hold in audit mode too. What would be dropped:'
      : 'Policies are enforced. What is dropped:',
    bash(
      hubble === false
        ? 'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg monitor --type policy-verdict'
        : `hubble observe --verdict ${verdict} --last 100`,
    ),
    policy.posture === 'audit' &&
      `After some days without surprises, write \`policy: {posture: enforce}\` into the cluster file, run \`npm run synth\`, and push.${network.hostFirewall ? ' This switches the host firewall on too.' : ''}`,
    runtimeSecurity !== false &&
      (runtimeSecurity.posture === 'monitor'
        ? 'Tetragon reports and interferes with nothing. `runtimeSecurity: {posture: enforce}` lets policies kill or refuse where that is safe.'
        : 'Tetragon enforces. `tetra tracingpolicy set-mode <name> monitor`, in a pod of Tetragon, takes one policy back until its pod restarts.'),
  );
}

/** The order in which versions move. */
export function upgrade(cluster: Cluster): string {
  const { talos } = cluster;
  const nodes = [...talos.controlPlanes, ...talos.workers].map(({ text }) => text);
  const [first] = nodes as [string];
  return section(
    'Upgrade',
    'One step at a time, each healthy before the next; synth refuses versions that do not fit each other.',
    list(
      `**Backup**: \`talosctl -n ${first} etcd snapshot ${pathsOf(cluster).private}/etcd.snapshot\`.`,
      '**Talos**, machine by machine, control planes first. Change `talos.version` in the cluster file before.',
      '**Kubernetes**, one minor version at a time. Change `talos.kubernetesVersion` before. No manifest of Cilium is in the machine configuration, so nothing of it is touched.',
      '**Charts**, by merging a change of `config/versions.ts` with what synth makes of it. Cilium and Gateway API move together, Cilium one minor version at a time.',
    ),
    bash(
      ...nodes.map(node => `talosctl upgrade -n ${node} --image ${installerOf(cluster)}`),
      `talosctl upgrade-k8s -n ${first} --to ${talos.kubernetesVersion}`,
    ),
    'A change of the patches in `talos/` reaches a running machine by `talosctl patch machineconfig -n <address> --patch @<file>`.',
  );
}

/** Back to what was before. */
export function rollBack(cluster: Cluster): string {
  const first = cluster.talos.controlPlanes[0]?.text;
  return section(
    'Roll back',
    list(
      '**A change in Git**: `git revert <commit>` and push. Argo CD prunes nothing that carries data, the network or itself.',
      '**Talos**: `talosctl rollback -n <address>` boots the version before.',
      `**etcd**, when its quorum is lost: wipe the control planes by \`talosctl reset -n <address> --graceful=false --reboot --system-labels-to-wipe=EPHEMERAL\`, then \`talosctl bootstrap -n ${first} --recover-from=${pathsOf(cluster).private}/etcd.snapshot\`.`,
      '**The hand-over**: `kubectl -n argocd delete application root <layer>` takes a layer from Argo CD. Without finalizers, its objects stay as they are.',
    ),
    cluster.storage !== false &&
      'One exception: deleting the Application `longhorn` runs the hook by which its chart uninstalls Longhorn. It refuses as long as the setting `deleting-confirmation-flag` is `false`; leave it so.',
  );
}

/** The way out when policies, or Argo CD itself, stand in it. */
export function breakGlass({ network, policy }: Cluster): string {
  return section(
    'Break the glass',
    'When a policy locks out what would repair it, stop Argo CD first, which would put it back:',
    bash('kubectl -n argocd scale statefulset argocd-application-controller --replicas=0'),
    'Then let all connections pass and keep all policies, by audit mode:',
    bash(
      `kubectl -n kube-system patch configmap cilium-config --type merge -p '{"data":{"policy-audit-mode":"true"}}'`,
      'kubectl -n kube-system rollout restart daemonset/cilium',
    ),
    'Or take policies away: the default deny first, since without the others it would deny everything.',
    bash(
      'kubectl delete ciliumclusterwidenetworkpolicies -l infraflux.dev/layer=network-policies',
      'kubectl -n argocd delete ciliumnetworkpolicies --all',
    ),
    network.hostFirewall &&
      'The first command takes the host firewall away too. It admits the world to the APIs of Kubernetes and Talos; narrow that in audit mode only, since it can lock out every command on this page.',
    `Mend the cluster file${policy.posture === 'enforce' ? ' (`posture: audit` if in doubt)' : ''}, run \`npm run synth\`, push, and start Argo CD again:`,
    bash('kubectl -n argocd scale statefulset argocd-application-controller --replicas=1'),
    'To stop the sync of one layer only, stop `root` too, which would start it again:',
    bash(
      `for layer in root <layer>; do`,
      `  kubectl -n argocd patch application $layer --type merge -p '{"spec":{"syncPolicy":{"automated":null}}}'`,
      'done',
    ),
    `Afterwards apply \`gitops/argocd/root\` once more, as in the hand-over.`,
  );
}
