import type { Cluster } from '../../config/schema/cluster';
import { type ChartVersion, charts, gatewayApi } from '../../config/versions';
import { code, join, table } from '../../model/markdown';
import { command, type Shell, sh } from '../../model/shell';
import { apply, pathsOf } from './paths';
import { bash, inline, type Section, section } from './section';

/** Without these, Cilium's chart cannot be applied, and its operator serves no Gateways. */
export function installCRDs({ monitoring }: Cluster): Section {
  const release = `${gatewayApi.repository}/releases/download/v${gatewayApi.version}/standard-install.yaml`;
  return section(
    'Install the CRDs that Cilium needs',
    `Cilium's operator looks for the Gateway API CRDs only when it starts.${monitoring === false ? '' : ' Its chart creates ServiceMonitors.'}`,
    bash(
      sh`${apply} -f ${release}`,
      monitoring !== false &&
        render({ chart: charts['prometheus-crds'], release: 'prometheus-operator-crds', namespace: 'monitoring' }),
    ),
    'Verify:',
    bash(
      command(
        sh`kubectl wait --for=condition=Established`,
        sh`crd/gatewayclasses.gateway.networking.k8s.io crd/gateways.gateway.networking.k8s.io crd/httproutes.gateway.networking.k8s.io`,
        monitoring !== false && sh`crd/servicemonitors.monitoring.coreos.com`,
      ),
    ),
  );
}

/** The network, as Argo CD will want it. */
export function installCilium(cluster: Cluster): Section {
  const { encryption } = cluster;
  const install = { chart: charts.cilium, release: 'cilium', namespace: 'kube-system' };
  const values = `${pathsOf(cluster).bootstrap}/cilium-values.yaml`;
  return section(
    'Install Cilium',
    'Render the chart as Argo CD will, and apply it under the same field manager. No Helm release owns the objects, so Argo CD finds nothing to change and restarts nothing.',
    bash(render({ ...install, values })),
    'Verify. The nodes become `Ready`.',
    bash(
      sh`cilium status --wait`,
      sh`kubectl wait --for=condition=Ready nodes --all --timeout=5m`,
      sh`kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --brief`,
      encryption !== false && sh`cilium encryption status`,
    ),
    'Test connectivity now, before there are policies: later, the default deny blocks the test, and its policy tests fail in audit mode. Its pods need more privileges than Talos allows in a new namespace.',
    bash(
      sh`kubectl create namespace cilium-test-1`,
      sh`kubectl label namespace cilium-test-1 pod-security.kubernetes.io/enforce=privileged`,
      sh`cilium connectivity test --test no-policies`,
      sh`kubectl delete namespace cilium-test-1`,
    ),
    labelNodes(cluster),
    join('Undo:', bash(render({ ...install, values, verb: sh`kubectl delete --ignore-not-found` }))),
  );
}

/** Labels that the cluster file selects nodes by, and that neither Kubernetes nor Talos sets. */
function labelNodes({ loadBalancing: { bgp, l2 }, egress }: Cluster): string | undefined {
  const selectors = [
    { labels: l2?.nodeSelector, role: 'answers ARP for load balancers' },
    { labels: bgp?.nodeSelector, role: 'peers with the routers' },
    ...egress.gateways.map(({ name, nodeSelector }) => ({
      labels: nodeSelector,
      role: `is the egress gateway ${code(name)}`,
    })),
  ];
  const rows = selectors.flatMap(({ labels, role }) =>
    Object.entries(labels ?? {})
      .filter(([key]) => !/(^|\.)kubernetes\.io\//.test(key))
      .map(([key, value]) => [role, inline(sh`kubectl label node <name> ${key}=${value}`)]),
  );
  if (rows.length === 0) return undefined;
  return join('Label the nodes that the cluster file selects:', table(['A node that …', 'Command'], rows));
}

/** Argo CD, as it will want itself. */
export function installArgoCD(cluster: Cluster): Section {
  const install = { chart: charts.argocd, release: 'argocd', namespace: 'argocd' };
  return section(
    'Install Argo CD',
    'Do the same for Argo CD, for the same reason: it manages itself from now on.',
    bash(
      render({
        ...install,
        values: pathsOf(cluster).argocdValues,
        apiVersions: cluster.monitoring === false ? [] : ['monitoring.coreos.com/v1'],
      }),
    ),
    'Verify:',
    bash(
      sh`kubectl -n argocd rollout status statefulset/argocd-application-controller`,
      sh`kubectl -n argocd rollout status deployment/argocd-repo-server`,
      sh`kubectl -n argocd rollout status deployment/argocd-server`,
    ),
  );
}

interface Rendering {
  readonly chart: ChartVersion;
  readonly release: string;
  readonly namespace: string;
  readonly values?: string;
  /** API groups that the chart tests for and cannot see offline. */
  readonly apiVersions?: readonly string[];
  readonly verb?: Shell;
}

/** Every object of these charts has a namespace, which for some is not that of the release. */
function render({ chart, release, namespace, values, apiVersions = [], verb = apply }: Rendering): Shell {
  const rendered = command(
    sh`helm template ${release} ${chart.chart} --repo ${chart.repository} --version ${chart.version}`,
    values === undefined
      ? sh`--namespace ${namespace} --include-crds`
      : sh`--namespace ${namespace} --include-crds --values ${values}`,
    ...apiVersions.map(version => sh`--api-versions ${version}`),
  );
  return sh`${rendered} |
  ${verb} -f -`;
}
