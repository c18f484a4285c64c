import type { Cluster } from '../../config/schema/cluster';
import { list } from '../../model/markdown';
import { sh } from '../../model/shell';
import { addressesOf, installerOf } from './machines';
import { pathsOf } from './paths';
import { bash, inline, type Section, section } from './section';

/** What policies drop, or would drop, and how to enforce them. */
export function enforce({ policy, runtimeSecurity, network, hubble }: Cluster): Section {
  const audits = policy.mode === 'audit';
  return section(
    'From audit to enforcement',
    audits
      ? 'Policies drop no connections yet, but HTTP and DNS rules apply even in audit mode. List what would be dropped:'
      : 'Policies are enforced. List what is dropped:',
    bash(
      hubble === false
        ? sh`kubectl -n kube-system exec ds/cilium -c cilium-agent -- timeout 60 cilium-dbg monitor --type policy-verdict`
        : sh`hubble observe --port-forward --verdict ${audits ? 'AUDIT' : 'DROPPED'} --last 100`,
    ),
    audits &&
      `After some days without surprises, write \`policy: {mode: enforce}\` in the cluster file, run \`npm run synth\`, and push.${network.hostFirewall ? ' This also turns on the host firewall.' : ''}`,
    runtimeSecurity !== false &&
      (runtimeSecurity.mode === 'monitor'
        ? 'Tetragon only reports. With `runtimeSecurity: {mode: enforce}`, policies kill processes or deny system calls where that is safe.'
        : 'Tetragon enforces. To stop one policy from enforcing, run `tetra tracingpolicy set-mode <name> monitor` in a pod of Tetragon; this lasts until the pod restarts.'),
  );
}

/** The order in which versions move. */
export function upgrade(cluster: Cluster): Section {
  const { talos } = cluster;
  const nodes = addressesOf([...talos.controlPlanes, ...talos.workers]);
  const [first] = addressesOf(talos.controlPlanes) as [string];
  return section(
    'Upgrade',
    'Take one step at a time, and let the cluster become healthy after each. synth rejects incompatible versions.',
    list(
      `**Backup**: ${inline(sh`talosctl -n ${first} etcd snapshot ${pathsOf(cluster).private}/etcd.snapshot`)}.`,
      '**Talos**, machine by machine, control planes first. Change `talos.version` in the cluster file beforehand.',
      '**Kubernetes**, one minor version at a time. Change `talos.kubernetesVersion` beforehand. The machine configuration contains no manifest of Cilium, so Cilium is not affected.',
      '**Charts**: merge a change to `config/versions.ts` together with the output of synth. Cilium and Gateway API move together, Cilium one minor version at a time.',
    ),
    bash(
      ...nodes.map(node => sh`talosctl upgrade -n ${node} --image ${installerOf(cluster)}`),
      sh`talosctl upgrade-k8s -n ${first} --to ${talos.kubernetesVersion}`,
    ),
    `Apply a change to the patches in \`talos/\` to a running machine with ${inline(sh`talosctl patch machineconfig -n <address> --patch @<file>`)}.`,
  );
}

/** How to return to the previous state. */
export function rollBack(cluster: Cluster): Section {
  const [first] = addressesOf(cluster.talos.controlPlanes) as [string];
  const recover = sh`talosctl bootstrap -n ${first} --recover-from=${pathsOf(cluster).private}/etcd.snapshot`;
  return section(
    'Roll back',
    list(
      '**A change in Git**: `git revert <commit>` and push. Argo CD never prunes what carries data, the network or Argo CD itself.',
      '**Talos**: `talosctl rollback -n <address>` boots the previous version.',
      `**etcd**, after its quorum is lost: wipe the control planes with \`talosctl reset -n <address> --graceful=false --reboot --system-labels-to-wipe=EPHEMERAL\`, then run ${inline(recover)}.`,
      '**The hand-over**: `kubectl -n argocd delete application root <layer>` takes a layer away from Argo CD. Its objects stay as they are, because the Applications have no finalizers.',
    ),
    cluster.storage !== false &&
      'One exception: deleting the Application `longhorn` runs the chart’s uninstall hook. The hook refuses to run as long as the setting `deleting-confirmation-flag` is `false`; leave it that way.',
  );
}
