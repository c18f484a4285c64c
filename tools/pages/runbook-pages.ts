import { alertPropsOf } from '../../charts/alert-props';
import type { Cluster } from '../../config/schema/cluster';
import { exposuresOf } from '../../graph/exposure';
import { compare } from '../../model/finding';
import { codeBlock, table } from '../../model/markdown';
import { script, sh } from '../../model/shell';
import type { Alert } from '../../observability/alerts/alert';
import { alertsOf } from '../../observability/rules';
import { fixtureFleet } from '../../test/fleet';

/** Alerts of the fleet by name, in the form that the last cluster has. */
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

/** The list of all alerts, and what the commands on their pages need for each cluster. */
export function indexPage(): string {
  const rows = [...alertPages()].map(([name, alerts]) => {
    const [{ team, description }] = alerts as [Alert];
    return [`[${name}](${name}.md)`, alerts.map(({ severity }) => severity).join(', '), team, description];
  });
  return [
    '# Runbooks',
    '',
    'One page for every alert: what it means, what to run, how to fix it and how to silence it. `npm run pages` writes the tables, the expressions and this page; people write the rest.',
    '',
    '## Before you start',
    '',
    'Paste the block of your cluster, then these functions: they find a pod by node and label, and run a command in the agents on a node. `hubble` opens a port-forward of its own.',
    '',
    '```bash',
    'export HUBBLE_PORT_FORWARD=true',
    'on() { kubectl -n kube-system get pods -l "$2" --field-selector "spec.nodeName=$1" -o name; }',
    'agent() { local node=$1; shift; kubectl -n kube-system exec "$(on "$node" k8s-app=cilium)" -c cilium-agent -- "$@"; }',
    'tetragon() { local node=$1; shift; kubectl -n kube-system exec "$(on "$node" app.kubernetes.io/name=tetragon)" -c tetragon -- "$@"; }',
    '```',
    '',
    'Set `NODE` to the label `node` of the alert, `ADDRESS` to the address of that node (`kubectl get nodes -o wide`), and the other variables to the labels of the same name.',
    '',
    ...fixtureFleet.flatMap(environment),
    '## Alerts',
    '',
    table(['Alert', 'Severity', 'Team', 'What it means'], rows),
    '',
  ].join('\n');
}

/** Without a route to Alertmanager, `amtool` runs in its pod. */
const amtoolInPod = sh`amtool() { kubectl -n monitoring exec statefulset/alertmanager-kube-prometheus-stack-alertmanager -c alertmanager -- amtool "$@"; }`;

function environment(cluster: Cluster): string[] {
  const { name, talos } = cluster;
  const exposed = exposuresOf(cluster).find(exposure => exposure.name === 'alertmanager');
  const [first, ...others] = talos.controlPlanes.map(({ text }) => text) as [string, ...string[]];
  const commands = script(
    sh`export CLUSTER=${name} CONTROL_PLANE=${first}`,
    sh`kubectl config use-context ${`admin@${name}`}`,
    sh`talosctl config endpoint ${[first, ...others]}`,
    sh`export ALERTMANAGER=${exposed ? `https://${exposed.hostname}` : 'http://localhost:9093'}`,
    exposed === undefined && amtoolInPod,
  );
  return [`### ${name}`, '', codeBlock('bash', commands.text), ''];
}
