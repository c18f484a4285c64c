import { alertPropsOf } from '../../charts/alert-props';
import type { Cluster } from '../../config/schema/cluster';
import { exposuresOf } from '../../graph/exposure';
import { compare } from '../../model/finding';
import type { Alert } from '../../observability/alerts/alert';
import { alertsOf } from '../../observability/rules';
import { fixtureFleet } from '../../test/fleet';

/** Alerts of the fleet by name, as the last cluster that has them has them. */
export function alertPages(): Map<string, readonly Alert[]> {
  return new Map(
    fixtureFleet
      .flatMap(cluster => {
        const alerts = [...alertsOf(alertPropsOf(cluster)).values()].flat();
        return alerts.map(({ name }): [string, readonly Alert[]] => [
          name,
          alerts.filter(alert => alert.name === name),
        ]);
      })
      .sort(([a], [b]) => compare(a, b)),
  );
}

/** The list of all alerts, and what the commands of their pages need of each cluster. */
export function indexPage(): string {
  const rows = [...alertPages()].map(([name, alerts]) => {
    const [{ team, description }] = alerts as [Alert];
    return `| [${name}](${name}.md) | ${alerts.map(({ severity }) => severity).join(', ')} | ${team} | ${description} |`;
  });
  return [
    '# Runbooks',
    '',
    'One page for every alert: what it means, what to run, how to mend it and how to silence it. Tables, expressions and this page are written by `npx tsx tools/pages/write-runbooks.ts`; the rest by people.',
    '',
    '## Before you start',
    '',
    'Paste the block of your cluster, then these functions, which find a pod by node and label, and run a command in the agents of a node:',
    '',
    '```bash',
    'on() { kubectl -n kube-system get pods -l "$2" --field-selector "spec.nodeName=$1" -o name; }',
    'agent() { local node=$1; shift; kubectl -n kube-system exec "$(on "$node" k8s-app=cilium)" -c cilium-agent -- "$@"; }',
    'tetragon() { local node=$1; shift; kubectl -n kube-system exec "$(on "$node" app.kubernetes.io/name=tetragon)" -c tetragon -- "$@"; }',
    'cilium hubble port-forward & # for `hubble observe`',
    '```',
    '',
    'Set `NODE` to the label `node` of the alert, `ADDRESS` to that node’s address (`kubectl get nodes -o wide`), and other variables to the labels of the same name.',
    '',
    ...fixtureFleet.flatMap(environment),
    '## Alerts',
    '',
    '| alert | severity | team | what users notice |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function environment(cluster: Cluster): string[] {
  const { name, talos } = cluster;
  const exposed = exposuresOf(cluster).find(exposure => exposure.name === 'alertmanager');
  return [
    `### ${name}`,
    '',
    '```bash',
    `export CLUSTER=${name} CONTROL_PLANE=${talos.controlPlanes[0]}`,
    `kubectl config use-context admin@${name}`,
    `talosctl config endpoint ${talos.controlPlanes.join(' ')}`,
    ...(exposed
      ? [`export ALERTMANAGER=https://${exposed.hostname}`]
      : [
          'kubectl -n monitoring port-forward svc/kube-prometheus-stack-alertmanager 9093 &',
          'export ALERTMANAGER=http://localhost:9093',
        ]),
    '```',
    '',
  ];
}
