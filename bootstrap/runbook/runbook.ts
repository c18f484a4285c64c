import type { Cluster } from '../../config/schema/cluster';
import { charts } from '../../config/versions';
import type { RequiredSecret } from '../../graph/secret';
import { code, join, list, prose } from '../../model/markdown';
import { sh } from '../../model/shell';
import { breakGlass } from './break-glass';
import { installArgoCD, installCilium, installCRDs } from './charts';
import { handOver } from './hand-over';
import { bootMachines } from './machines';
import { enforce, rollBack, upgrade } from './operate';
import { createSecrets } from './secrets';
import { bash, markdownOf, type Section, section } from './section';

/** Everything that a person does for one cluster, in order, with the commands: Markdown. */
export function runbook(cluster: Cluster, secrets: readonly RequiredSecret[]): string {
  const steps = [
    publish(cluster),
    bootMachines(cluster),
    createSecrets(cluster, secrets),
    installCRDs(cluster),
    installCilium(cluster),
    installArgoCD(cluster),
    handOver(cluster),
  ].map((step, index): Section => ({ ...step, title: `${index + 1}. ${step.title}` }));
  const later = [enforce(cluster), upgrade(cluster), rollBack(cluster), breakGlass(cluster)];
  return `${join(
    `# Runbook of ${prose(cluster.name)}`,
    `\`npm run synth\` writes this page from ${code(`clusters/${cluster.name}.yaml`)}: edit that file, not this one. Run the commands in bash, from the root of the repository. After step ${steps.length}, you change the cluster with \`git push\` alone.`,
    tools(cluster),
    ...[...steps, ...later].map(markdownOf),
  )}\n`;
}

function tools({ talos, hubble }: Cluster): string {
  return list(
    `\`talosctl\` ${prose(talos.version)}`,
    `\`kubectl\` ${prose(talos.kubernetesVersion)}`,
    '`helm` 4, which Argo CD renders with',
    `\`argocd\` ${charts.argocd.appVersion}, to hash a password`,
    `\`cilium\`, the CLI for Cilium ${charts.cilium.appVersion}${hubble === false ? '' : ', and `hubble`'}`,
    '`openssl`',
  );
}

function publish({ name, git: { repository, revision } }: Cluster): Section {
  return section(
    'Publish the output of synth',
    `Argo CD reads ${prose(repository.text)} at ${code(revision)}.`,
    bash(
      sh`npm ci && npm run synth`,
      sh`git add dist gitops clusters`,
      sh`git commit -m ${`Describe ${name}`}`,
      sh`git push origin ${revision}`,
    ),
  );
}
