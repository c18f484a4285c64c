import type { Cluster } from '../../config/schema/cluster';
import { type ChartVersion, charts, gatewayApi } from '../../config/versions';
import { join, table } from '../../model/markdown';
import { creationOf, privateFolder, variablesOf } from '../secret-commands';
import { meshAuthority, type RequiredSecret } from '../secrets';
import { bash, command, section } from './markdown';
import { apply, pathsOf } from './paths';

/** What must exist before anything that reads it. */
export function createSecrets(cluster: Cluster, secrets: readonly RequiredSecret[]): string {
  const variables = `${pathsOf(cluster).private}/secrets.env`;
  return section(
    'Create namespaces and Secrets',
    'Git holds no Secret. Create these by hand; a value that nobody has to know is random.',
    table(
      ['Secret', 'Keys', 'Why'],
      secrets.map(({ namespace, name, keys, why }) => [
        code(`${namespace}/${name}`),
        Object.keys(keys).map(code).join(', '),
        why,
      ]),
    ),
    `Write the values into \`${variables}\`, which Git ignores, as lines \`NAME='value'\`: ${variablesOf(secrets).map(code).join(', ')}.${filesOf(secrets)}`,
    cluster.clusterMesh &&
      join(
        'Once for the whole mesh, make the authority that its clusters trust:',
        bash(
          command(
            "openssl req -x509 -newkey rsa:4096 -nodes -days 3650 -subj '/CN=Cilium CA'",
            `-keyout ${privateFolder}/${meshAuthority.key} -out ${privateFolder}/${meshAuthority.certificate}`,
          ),
        ),
      ),
    bash(`${apply} -f ${pathsOf(cluster).namespaces}`, `source ${variables}`, ...secrets.map(creationOf)),
    'Verify that each is there, with as many keys as the table says:',
    bash(
      ...[...new Set(secrets.map(({ namespace }) => namespace))].map(namespace => {
        const names = secrets.filter(secret => secret.namespace === namespace).map(({ name }) => name);
        return `kubectl -n ${namespace} get secret ${names.join(' ')}`;
      }),
    ),
  );
}

const code = (text: string) => `\`${text}\``;

function filesOf(secrets: readonly RequiredSecret[]): string {
  const files = secrets
    .flatMap(({ keys }) => Object.values(keys))
    .flatMap(source => ('file' in source && !Object.values(meshAuthority).includes(source.file) ? [source.file] : []));
  return files.length === 0 ? '' : ` Put ${files.map(file => code(`${privateFolder}/${file}`)).join(', ')} beside it.`;
}

/** Kinds that are missing would keep Cilium's chart from being applied, and its operator from serving Gateways. */
export function installKinds({ monitoring }: Cluster): string {
  const release = `${gatewayApi.repository}/releases/download/v${gatewayApi.version}/standard-install.yaml`;
  return section(
    'Install the kinds that Cilium looks for',
    `Cilium's operator asks once, at its start, for the kinds of Gateway API.${monitoring === false ? '' : ' Its chart makes ServiceMonitors.'}`,
    bash(
      `${apply} -f ${release}`,
      monitoring !== false &&
        render({ chart: charts['prometheus-crds'], release: 'prometheus-operator-crds', namespace: 'monitoring' }),
    ),
    'Verify:',
    bash(
      command(
        'kubectl wait --for=condition=Established',
        'crd/gatewayclasses.gateway.networking.k8s.io crd/gateways.gateway.networking.k8s.io crd/httproutes.gateway.networking.k8s.io',
        monitoring !== false && 'crd/servicemonitors.monitoring.coreos.com',
      ),
    ),
  );
}

/** The network, as Argo CD will want it. */
export function installCilium(cluster: Cluster): string {
  const { encryption } = cluster;
  const install = { chart: charts.cilium, release: 'cilium', namespace: 'kube-system' };
  const values = `${pathsOf(cluster).bootstrap}/cilium-values.yaml`;
  return section(
    'Install Cilium',
    'The chart is rendered here as Argo CD will render it, and applied under the name that Argo CD applies under. There is no Helm release that would own the objects, so Argo CD finds them as it wants them, and restarts nothing.',
    bash(render({ ...install, values })),
    'Verify. The nodes become `Ready`.',
    bash(
      'cilium status --wait',
      'kubectl wait --for=condition=Ready nodes --all --timeout=5m',
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --brief',
      encryption !== false && 'cilium encryption status',
    ),
    'Connectivity is tested before there are policies: later the default deny refuses what the test does, and audit mode fails its tests of policies. The test pods are more than Talos lets a new namespace run.',
    bash(
      'kubectl create namespace cilium-test-1',
      'kubectl label namespace cilium-test-1 pod-security.kubernetes.io/enforce=privileged',
      'cilium connectivity test --test no-policies',
      'kubectl delete namespace cilium-test-1',
    ),
    labelNodes(cluster),
    join('Undo:', bash(render({ ...install, values, verb: 'kubectl delete --ignore-not-found' }))),
  );
}

/** Labels that the cluster file selects nodes by, and that neither Kubernetes nor Talos sets. */
function labelNodes({ loadBalancing: { bgp, l2 }, egress }: Cluster): string | undefined {
  const selectors = [
    { labels: l2?.nodeSelector, role: 'answers ARP for load balancers' },
    { labels: bgp?.nodeSelector, role: 'peers with the routers' },
    ...egress.gateways.map(({ name, nodeSelector }) => ({
      labels: nodeSelector,
      role: `is the egress gateway \`${name}\``,
    })),
  ];
  const rows = selectors.flatMap(({ labels, role }) =>
    Object.entries(labels ?? {})
      .filter(([key]) => !/(^|\.)kubernetes\.io\//.test(key))
      .map(([key, value]) => [role, `kubectl label node <name> ${key}=${value}`]),
  );
  if (rows.length === 0) return undefined;
  return join(
    'Label the nodes that the cluster file selects:',
    table(
      ['A node that …', 'gets'],
      rows.map(([role, label]) => [role!, `\`${label}\``]),
    ),
  );
}

/** Argo CD, as it will want itself. */
export function installArgoCD(cluster: Cluster): string {
  const install = { chart: charts.argocd, release: 'argocd', namespace: 'argocd' };
  return section(
    'Install Argo CD',
    'The same way, and for the same reason: from now on Argo CD manages itself.',
    bash(
      render({
        ...install,
        values: pathsOf(cluster).argocdValues,
        apiVersions: cluster.monitoring === false ? [] : ['monitoring.coreos.com/v1'],
      }),
    ),
    'Verify:',
    bash(
      'kubectl -n argocd rollout status statefulset/argocd-application-controller',
      'kubectl -n argocd rollout status deployment/argocd-repo-server',
      'kubectl -n argocd rollout status deployment/argocd-server',
    ),
  );
}

interface Rendering {
  readonly chart: ChartVersion;
  readonly release: string;
  readonly namespace: string;
  readonly values?: string;
  /** Kinds that the chart asks for and that it cannot see offline. */
  readonly apiVersions?: readonly string[];
  readonly verb?: string;
}

/** Every object of these charts names its namespace, which for some is not that of the release. */
function render({ chart, release, namespace, values, apiVersions = [], verb = apply }: Rendering): string {
  return `${command(
    `helm template ${release} ${chart.chart} --repo ${chart.repository} --version ${chart.version}`,
    `--namespace ${namespace} --include-crds${values === undefined ? '' : ` --values ${values}`}`,
    ...apiVersions.map(version => `--api-versions ${version}`),
  )} |\n  ${verb} -f -`;
}
