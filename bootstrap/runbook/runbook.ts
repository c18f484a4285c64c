import type { Cluster } from '../../config/schema/cluster';
import { charts } from '../../config/versions';
import { join, list } from '../../model/markdown';
import type { RequiredSecret } from '../secrets';
import { createSecrets, installArgoCD, installCilium, installKinds } from './install';
import { bootMachines } from './machines';
import { bash, section } from './markdown';
import { breakGlass, enforce, handOver, rollBack, upgrade } from './operate';

/** Everything that a person does for one cluster, in order, with the commands: Markdown. */
export function runbook(cluster: Cluster, secrets: readonly RequiredSecret[]): string {
  const steps = [
    publish(cluster),
    bootMachines(cluster),
    createSecrets(cluster, secrets),
    installKinds(cluster),
    installCilium(cluster),
    installArgoCD(cluster),
    handOver(cluster),
  ].map((step, index) => step.replace('## ', `## ${index + 1}. `));
  return `${join(
    `# Runbook of ${cluster.name}`,
    `Written by \`npm run synth\` from \`clusters/${cluster.name}.yaml\`: edit that file, not this one. Run the commands from the root of the repository, in bash. After step ${steps.length}, all that is left to do is \`git push\`.`,
    tools(cluster),
    ...steps,
    enforce(cluster),
    upgrade(cluster),
    rollBack(cluster),
    breakGlass(cluster),
  )}\n`;
}

function tools({ talos, hubble }: Cluster): string {
  return list(
    `\`talosctl\` ${talos.version}`,
    `\`kubectl\` ${talos.kubernetesVersion}`,
    '`helm` 4, which is what Argo CD renders with',
    `\`argocd\` ${charts.argocd.appVersion}, for the hash of a password`,
    `\`cilium\`, the CLI that goes with ${charts.cilium.appVersion}${hubble === false ? '' : ', and `hubble`'}`,
    '`openssl`',
  );
}

function publish({ name, git: { repository, revision } }: Cluster): string {
  return section(
    'Publish what synth wrote',
    `Argo CD reads ${repository.text} at \`${revision}\`.`,
    bash(
      'npm ci && npm run synth',
      'git add dist gitops clusters',
      `git commit -m 'Describe ${name}'`,
      `git push origin ${revision}`,
    ),
  );
}
