/**
 * Every version the platform is made of, once. Renovate bumps this table (`renovate.json` holds what must not move
 * alone); `config/rules/versions.ts` refuses a set whose parts do not fit.
 */
export interface ChartVersion {
  readonly chart: string;
  readonly repository: string;
  /** Version of the chart, exactly as its repository spells it. */
  readonly version: string;
  /** Version of what the chart installs. */
  readonly appVersion: string;
}

export const charts = {
  cilium: { chart: 'cilium', repository: 'https://helm.cilium.io', version: '1.19.7', appVersion: '1.19.7' },
  tetragon: { chart: 'tetragon', repository: 'https://helm.cilium.io', version: '1.7.0', appVersion: '1.7.0' },
  argocd: {
    chart: 'argo-cd',
    repository: 'https://argoproj.github.io/argo-helm',
    version: '10.4.0',
    appVersion: '3.5.1',
  },
  monitoring: {
    chart: 'kube-prometheus-stack',
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: '88.5.3',
    appVersion: '0.93.1',
  },
  'prometheus-crds': {
    chart: 'prometheus-operator-crds',
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: '31.0.1',
    appVersion: '0.93.1',
  },
  'cert-manager': {
    chart: 'cert-manager',
    repository: 'https://charts.jetstack.io',
    version: 'v1.21.1',
    appVersion: '1.21.1',
  },
  'external-dns': {
    chart: 'external-dns',
    repository: 'https://kubernetes-sigs.github.io/external-dns/',
    version: '1.21.1',
    appVersion: '0.21.0',
  },
  'metrics-server': {
    chart: 'metrics-server',
    repository: 'https://kubernetes-sigs.github.io/metrics-server/',
    version: '3.13.1',
    appVersion: '0.8.1',
  },
  longhorn: {
    chart: 'longhorn',
    repository: 'https://charts.longhorn.io',
    version: '1.12.1',
    appVersion: '1.12.1',
  },
} as const satisfies Record<string, ChartVersion>;

/** Git repository and tag of the Gateway API CRDs (standard channel). */
export const gatewayApi = {
  repository: 'https://github.com/kubernetes-sigs/gateway-api',
  version: '1.4.1',
  path: 'config/crd/standard',
} as const;

/** Images that we run without a chart. */
export const images = {
  nodeLocalDNS: 'registry.k8s.io/dns/k8s-dns-node-cache:1.26.4',
} as const;

/** What a cluster file that names no version gets. */
export const defaults = { talos: '1.13.9', kubernetes: '1.36.3' } as const;
