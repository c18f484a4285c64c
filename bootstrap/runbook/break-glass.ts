import type { Cluster } from '../../config/schema/cluster';
import { required, sh } from '../../model/shell';
import { bash, type Section, section } from './section';

/** The way out when policies, or Argo CD itself, block the repair. */
export function breakGlass({ network, policy }: Cluster): Section {
  return section(
    'Break glass',
    'When a policy blocks its own repair, stop Argo CD first, because it would restore the policy:',
    bash(sh`kubectl -n argocd scale statefulset argocd-application-controller --replicas=0`),
    'Then let all connections pass while keeping all policies, with audit mode:',
    bash(
      sh`kubectl -n kube-system patch configmap cilium-config --type merge -p '{"data":{"policy-audit-mode":"true"}}'`,
      sh`kubectl -n kube-system rollout restart daemonset/cilium`,
    ),
    'Or delete policies, starting with the default deny, which would otherwise deny everything once the others are gone:',
    bash(
      sh`kubectl delete ciliumclusterwidenetworkpolicies -l infraflux.dev/layer=network-policies`,
      sh`kubectl -n argocd delete ciliumnetworkpolicies --all`,
    ),
    network.hostFirewall &&
      'The first command also removes the host firewall. The host firewall lets the world reach the APIs of Kubernetes and Talos; narrow that only in audit mode, because a mistake can lock out every command on this page.',
    `Fix the cluster file${policy.mode === 'enforce' ? ' (`mode: audit` if in doubt)' : ''}, run \`npm run synth\`, push, and start Argo CD again:`,
    bash(sh`kubectl -n argocd scale statefulset argocd-application-controller --replicas=1`),
    'To stop the sync of a single layer, set `LAYER` to its name. Stop `root` too, because it would restart the sync:',
    bash(
      sh`for application in root ${required('LAYER')}; do
  kubectl -n argocd patch application "$application" --type merge -p '{"spec":{"syncPolicy":{"automated":null}}}'
done`,
    ),
    'Afterwards, apply `gitops/argocd/root` again, as in the hand-over.',
  );
}
